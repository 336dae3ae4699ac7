-- Fills an empty census database, for measuring what queries and reports cost, and for trying queries.
--
-- Asks for a table wanted (run_id, domains, started_at) with one row, and adds one run of so many
-- domains; run again with another run_id it adds a later run of the same list, with some more
-- adoption. Shares are as they are met in bulk: four in five domains take mail, three in five of these at
-- one of thirty providers with many MX hosts, the rest at hosts of their own. No chance is in it:
-- multiples of large primes scatter what a domain has.

CREATE TEMP TABLE d AS
WITH RECURSIVE n(id) AS (
    SELECT 1 UNION ALL SELECT id + 1 FROM n, temp.wanted WHERE id < domains
), scattered AS (
    -- Per mille, independent of one another.
    SELECT id, id * 2654435761 % 4294967291 % 1000 AS a, id * 2246822519 % 4294967291 % 1000 AS b,
        id * 3266489917 % 4294967291 % 1000 AS c, id * 668265263 % 4294967291 % 1000 AS e,
        run_id, domains, started_at
    FROM n, temp.wanted
)
SELECT *,
    CASE WHEN a < 760 THEN 'mx' WHEN a < 800 THEN 'implicit-mx' WHEN a < 850 THEN 'null-mx'
        WHEN a < 980 THEN 'none' ELSE 'error' END AS route,
    -- A provider from 1 to 30, the first the largest; 0 for hosts of its own.
    CASE WHEN a < 480 THEN 1 + a * a * 30 / 230400 ELSE 0 END AS provider,
    CASE WHEN b < 10 + run_id THEN 'valid' WHEN b < 12 + run_id THEN 'invalid'
        WHEN b < 985 THEN 'absent' WHEN b < 986 THEN 'multiple' ELSE 'error' END AS sts,
    CASE WHEN c < 15 + run_id THEN 'valid' WHEN c < 17 + run_id THEN 'invalid'
        WHEN c < 990 THEN 'absent' ELSE 'error' END AS tlsrpt,
    CASE WHEN e < 700 THEN 'ok' WHEN e < 760 THEN 'dns' WHEN e < 780 THEN 'connect'
        WHEN e < 940 THEN 'tls' ELSE 'http-status' END AS fetch,
    CASE WHEN e < 300 THEN 'enforce' WHEN e < 660 THEN 'testing' WHEN e < 690 THEN 'none' END
        AS mode
FROM scattered;

-- Which hosts serve a domain; those of providers have the numbers from 3 times the domains on.
CREATE TEMP TABLE served AS
SELECT id AS domain_id, 10 AS preference, CASE
    WHEN provider > 0 THEN 3 * domains + provider + 30 * (c * 977 + e) % (domains / 700 * 30 + 30)
    WHEN route = 'implicit-mx' THEN id ELSE domains + 2 * id END AS host_id
FROM temp.d WHERE route IN ('mx', 'implicit-mx')
UNION ALL
SELECT id, 20, CASE
    WHEN provider > 0 THEN 3 * domains + provider + 30 * (c * 977 + e + 1) % (domains / 700 * 30 + 30)
    ELSE domains + 2 * id + 1 END
FROM temp.d WHERE route = 'mx' AND (provider > 0 OR c < 300);

CREATE TEMP TABLE host AS
WITH used AS (
    SELECT host_id AS id, host_id > 3 * domains AS is_shared,
        (host_id - 3 * domains) % 30 AS provider, host_id * 2654435761 % 4294967291 % 1000 AS a,
        host_id * 2246822519 % 4294967291 % 1000 AS b, host_id * 3266489917 % 4294967291 % 1000 AS c
    FROM (SELECT DISTINCT host_id FROM temp.served), temp.wanted
), reached AS (
    SELECT *, CASE WHEN is_shared AND a < 990 OR a < 820 THEN 'open' WHEN a < 900 THEN 'timeout'
        WHEN a < 940 THEN 'refused' WHEN a < 950 THEN 'busy' WHEN a < 985 THEN 'no-address'
        ELSE 'dns-error' END AS reachability
    FROM used
), offered AS (
    SELECT *, CASE WHEN reachability <> 'open' THEN NULL WHEN is_shared OR b < 930 THEN 'ok'
        WHEN b < 990 THEN 'not-offered' ELSE 'failed' END AS starttls
    FROM reached
)
SELECT *,
    CASE WHEN starttls = 'ok' THEN CASE WHEN is_shared OR c < 800 THEN 'TLSv1.3' WHEN c < 985
        THEN 'TLSv1.2' ELSE 'TLSv1' END END AS tls_version,
    CASE WHEN starttls = 'ok' THEN CASE WHEN is_shared OR a % 100 < 60 THEN 'valid'
        WHEN a % 100 < 75 THEN 'self-signed' WHEN a % 100 < 80 THEN 'expired'
        WHEN a % 100 < 98 THEN 'host-mismatch' ELSE 'untrusted' END END AS certificate,
    CASE WHEN b < 960 THEN 'none' WHEN b < 965 THEN 'insecure' WHEN b < 970 THEN 'error'
        WHEN starttls = 'ok' THEN iif(b < 999, 'match', 'mismatch') ELSE 'unknown' END AS tlsa,
    -- One certificate serves the hosts of a provider, another each host of a domain's own.
    CASE WHEN starttls = 'ok' THEN iif(is_shared, 1000 + provider, 2000 + id) END AS leaf
FROM offered;

INSERT OR REPLACE INTO run (run_id, label, list, state, started_at, finished_at, version, options,
    domains, domains_total, judged_by)
SELECT run_id, 'census ' || run_id, 'census.csv', 'finished', started_at, started_at, '0.1.0',
    '{"concurrency":1000,"validating":true,"probed_families":["ipv4"]}', domains, domains, '0.1.0'
FROM temp.wanted;

INSERT OR IGNORE INTO name
SELECT id, 'domain-' || id || '.' || tld, tld FROM (
    SELECT id, CASE WHEN c < 480 THEN 'com' WHEN c < 560 THEN 'org' WHEN c < 640 THEN 'net'
        WHEN c < 700 THEN 'de' WHEN c < 740 THEN 'nl' WHEN c < 770 THEN 'se' WHEN c < 800 THEN 'xn--p1ai'
        ELSE 'tld-' || (c - 800) END AS tld
    FROM temp.d ORDER BY id);
INSERT OR IGNORE INTO name
SELECT id, 'mx.' || id || iif(is_shared, '.provider-' || provider, '-own') || '.example',
    'example'
FROM temp.host WHERE id > (SELECT domains FROM temp.wanted) ORDER BY id;

INSERT INTO run_domain SELECT run_id, id, id FROM temp.d;

INSERT INTO lookup
SELECT run_id, id, question, CASE
        WHEN question = 'mx' THEN CASE route WHEN 'error' THEN 'servfail' WHEN 'none' THEN 'no-name'
            WHEN 'implicit-mx' THEN 'no-data' ELSE 'records' END
        WHEN question = '_mta-sts' THEN CASE sts WHEN 'absent' THEN 'no-name' WHEN 'error'
            THEN 'timeout' ELSE 'records' END
        WHEN question = '_smtp._tls' THEN CASE tlsrpt WHEN 'absent' THEN 'no-name' WHEN 'error'
            THEN 'timeout' ELSE 'records' END
        ELSE 'no-name' END, 'insecure', 3600, NULL,
    iif(question = 'mx' AND route = 'mx', '10 mx.' || (domains + 2 * id) || '-own.example', NULL), NULL
FROM temp.d, (SELECT '_mta-sts' AS question UNION ALL SELECT '_smtp._tls' UNION ALL SELECT '_smtp_sts'
    UNION ALL SELECT 'mx')
ORDER BY id, question;
INSERT INTO txt_record
SELECT run_id, id, '_mta-sts', 0, CAST('v=STSv1; id=' || id || ';' AS BLOB)
FROM temp.d WHERE sts = 'valid';
INSERT INTO txt_record
SELECT run_id, id, '_smtp._tls', 0,
    CAST('v=TLSRPTv1; rua=mailto:tls@reports-' || (e % 40) || '.example' AS BLOB)
FROM temp.d WHERE tlsrpt = 'valid';
INSERT INTO policy_fetch (run_id, domain_id, outcome, started_at, duration_ms, address,
    canonical_name, http_status, content_type, body, chain_id, stage)
SELECT run_id, id, fetch, started_at, 200 + e, '192.0.2.1',
    iif(c < 400, 'hosted-' || (c % 20) || '.example', NULL),
    CASE fetch WHEN 'ok' THEN 200 WHEN 'http-status' THEN 404 END, 'text/plain',
    iif(fetch = 'ok', CAST('version: STSv1' || char(10) || 'mode: ' || coalesce(mode, 'maybe')
        || char(10) || 'mx: *.example' || char(10) || 'max_age: 604800' AS BLOB), NULL), 1001,
    CASE fetch WHEN 'dns' THEN 'dns' WHEN 'connect' THEN 'tcp' WHEN 'tls' THEN 'tls'
        WHEN 'http-status' THEN 'http' END
FROM temp.d WHERE sts = 'valid' AND route IN ('mx', 'implicit-mx');

INSERT INTO lookup
SELECT run_id, id, question, iif(question = 'a' AND reachability <> 'no-address'
        OR question = 'tlsa' AND tlsa <> 'none', 'records', 'no-data'), 'insecure', 300, NULL,
    iif(question = 'a', '192.0.2.1', NULL), NULL
FROM temp.host, temp.wanted, (SELECT 'a' AS question UNION ALL SELECT 'aaaa' UNION ALL SELECT 'tlsa')
ORDER BY id, question;
INSERT INTO mx_host (run_id, mx_host_id, tlsa_base_id, alias_secure)
SELECT run_id, id, id, 0 FROM temp.host, temp.wanted ORDER BY id;

INSERT OR IGNORE INTO certificate
SELECT leaf, CAST(printf('%032d', leaf) AS BLOB), zeroblob(iif(issuer > 0, 1300, 900)),
    'CN=mx.' || leaf, iif(issuer = 0, 'CN=mx.' || leaf, 'CN=Authority ' || issuer), 'mx.' || leaf || '.example',
    strftime('%Y-%m-%dT00:00:00Z', started_at, (leaf % 90 - 97) || ' days'),
    strftime('%Y-%m-%dT00:00:00Z', started_at, (leaf % 90 - 7) || ' days'),
    iif(leaf % 3 = 0, 'ECDSA P-256', 'RSA 2048'), iif(leaf % 3 = 0, 256, 2048),
    'sha256WithRSAEncryption'
FROM (SELECT DISTINCT leaf, iif(certificate = 'self-signed', 0, 1 + leaf * leaf % 97 % 12) AS issuer
    FROM temp.host WHERE leaf IS NOT NULL), temp.wanted ORDER BY leaf;
INSERT OR IGNORE INTO chain
SELECT DISTINCT leaf, CAST(printf('%032d', leaf) AS BLOB) FROM temp.host
WHERE leaf IS NOT NULL ORDER BY leaf;
INSERT OR IGNORE INTO chain_certificate
SELECT DISTINCT leaf, 0, leaf FROM temp.host WHERE leaf IS NOT NULL ORDER BY leaf;

INSERT INTO probe
SELECT run_id, id, iif(is_shared, 'provider-' || provider, id || '-own') || '.example',
    '192.0.2.1', (SELECT text FROM name WHERE name_id = id), started_at, 300, reachability,
    iif(reachability = 'open', '220 mx.' || id || ' ESMTP', NULL),
    iif(reachability = 'open', '250-mx' || char(10) || '250-PIPELINING' || char(10) || '250 STARTTLS', NULL),
    0, iif(starttls = 'ok', '220 go ahead', NULL), starttls, tls_version,
    iif(starttls = 'ok', 'TLS_AES_256_GCM_SHA384', NULL), iif(starttls = 'ok', 'x25519', NULL), leaf, 0, 0,
    iif(reachability = 'open', NULL, 'connect: it did not come about')
FROM temp.host, temp.wanted WHERE reachability NOT IN ('no-address', 'dns-error') ORDER BY id;
INSERT INTO mx_host_probe SELECT run_id, probe_number, 0, probe_number FROM probe
WHERE run_id = (SELECT run_id FROM temp.wanted) ORDER BY probe_number;
INSERT INTO tls_trial
SELECT run_id, id, version, CASE WHEN version >= 'TLSv1.2' THEN 'accepted' WHEN c < 300 THEN 'accepted'
    ELSE 'refused' END, NULL, NULL
FROM temp.host, temp.wanted, (SELECT 'TLSv1' AS version UNION ALL SELECT 'TLSv1.1'
    UNION ALL SELECT 'TLSv1.2' UNION ALL SELECT 'TLSv1.3')
WHERE starttls = 'ok' AND id % 10 = 0 ORDER BY id, version;

INSERT INTO mx_result
SELECT run_id, domain_id, host_id, preference, reachability, starttls, tls_version,
    iif(starttls = 'ok', 'TLS_AES_256_GCM_SHA384', NULL), certificate,
    iif(sts = 'valid' AND fetch = 'ok' AND mode IS NOT NULL, d.c < 900, NULL), tlsa,
    CASE WHEN sts = 'valid' AND certificate = 'host-mismatch' THEN 'certificate-host-mismatch' END
FROM temp.served s JOIN temp.host h ON h.id = s.host_id JOIN temp.d d ON d.id = s.domain_id
ORDER BY domain_id, host_id;

INSERT INTO domain_result
SELECT d.run_id, id, route, iif(route = 'error', NULL, iif(e < 60, 'secure', 'insecure')),
    count(preference), CASE WHEN route NOT IN ('mx', 'implicit-mx') THEN NULL WHEN provider > 0
        THEN 'provider-' || provider || '.example' ELSE 'domain-' || id || '.example' END,
    sts, iif(sts = 'valid', CAST(id AS TEXT), NULL), f.outcome,
    iif(f.outcome = 'ok', iif(mode IS NULL, 'invalid', 'valid'), NULL),
    iif(f.outcome = 'ok', mode, NULL), iif(f.outcome = 'ok' AND mode IS NOT NULL, 604800, NULL),
    CASE WHEN preference IS NULL THEN NULL WHEN d.c = 999 THEN 'valid' ELSE 'absent' END,
    iif(preference IS NOT NULL AND d.c = 999, 'report', NULL), tlsrpt,
    CASE WHEN NOT coalesce(max(is_open), 0) THEN 'unknown' WHEN min(is_ok) THEN 'all' WHEN max(is_ok)
        THEN 'some' ELSE 'none' END,
    CASE WHEN max(tlsa = 'error') THEN 'error' WHEN preference IS NULL OR NOT max(tlsa <> 'none') THEN 'none'
        WHEN NOT max(tlsa NOT IN ('none', 'insecure')) THEN 'insecure' WHEN d.e >= 60 THEN 'mx-insecure'
        WHEN max(tlsa = 'match') THEN 'valid' ELSE 'invalid' END,
    CASE WHEN route IN ('null-mx', 'none') THEN 'no-mail' WHEN NOT coalesce(max(is_open), 0)
        THEN 'unknown' WHEN f.outcome = 'ok' AND mode = 'enforce' THEN iif(d.c < 900, 'secure', 'refuse')
        WHEN f.outcome = 'ok' AND mode = 'testing' THEN iif(d.c < 900, 'secure', 'report')
        WHEN min(is_ok) THEN 'opportunistic' ELSE 'plaintext' END,
    CASE WHEN f.outcome <> 'ok' AND max(is_open) THEN iif(f.outcome = 'tls', 'sts-webpki-invalid',
            'sts-policy-fetch-error')
        WHEN f.outcome = 'ok' AND max(is_open) AND d.c >= 900 THEN 'validation-failure'
        WHEN NOT min(is_ok) THEN 'starttls-not-supported' END,
    iif(f.outcome IS NULL, NULL, coalesce(f.canonical_name, 'domain-' || id || '.example')), NULL, NULL, NULL,
    CASE sts WHEN 'error' THEN 'indeterminate' WHEN 'absent' THEN 'absent' WHEN 'valid' THEN
        CASE WHEN mode IS NULL OR f.outcome <> 'ok' THEN 'published' WHEN mode = 'enforce' AND d.c < 900
            THEN 'effective' ELSE 'valid' END ELSE 'published' END,
    iif(preference IS NULL, NULL, iif(d.c = 999, 'valid', 'absent')),
    CASE tlsrpt WHEN 'error' THEN 'indeterminate' WHEN 'invalid' THEN 'published'
        WHEN 'valid' THEN iif(f.outcome = 'ok', 'effective', 'valid') ELSE 'absent' END,
    CASE WHEN preference IS NULL THEN NULL WHEN NOT max(is_open) THEN 'indeterminate'
        WHEN min(is_ok) THEN iif(min(certificate = 'valid'), 'effective', 'valid')
        WHEN max(is_ok) THEN 'published' ELSE 'absent' END,
    CASE WHEN preference IS NULL THEN NULL WHEN max(tlsa = 'error') THEN 'indeterminate'
        WHEN max(tlsa = 'match') AND d.e < 60 THEN 'effective' WHEN NOT max(tlsa <> 'none') THEN 'absent'
        ELSE 'published' END
FROM temp.d d
LEFT JOIN (
    SELECT domain_id, preference, tlsa, certificate, reachability = 'open' AS is_open,
        iif(reachability = 'open', starttls = 'ok', NULL) AS is_ok
    FROM mx_result WHERE run_id = (SELECT run_id FROM temp.wanted)
) m ON m.domain_id = d.id
LEFT JOIN policy_fetch f ON f.run_id = d.run_id AND f.domain_id = d.id
GROUP BY d.id;

INSERT INTO finding
SELECT run_id, domain_id, mx_host_id, 'certificate-fault', certificate FROM mx_result
WHERE certificate <> 'valid' AND policy_match IS NULL AND run_id = (SELECT run_id FROM temp.wanted)
UNION ALL
SELECT run_id, domain_id, mx_host_id, 'obsolete-tls', tls_version FROM mx_result
WHERE tls_version = 'TLSv1' AND run_id = (SELECT run_id FROM temp.wanted)
UNION ALL
SELECT run_id, domain_id, mx_host_id, 'mx-is-alias', 'alias.example' FROM mx_result
WHERE mx_host_id % 40 = 0 AND run_id = (SELECT run_id FROM temp.wanted)
UNION ALL
SELECT run_id, domain_id, mx_host_id, 'policy-mismatch-domain', NULL FROM mx_result
WHERE policy_match = 0 AND run_id = (SELECT run_id FROM temp.wanted)
UNION ALL
SELECT run_id, domain_id, NULL, 'policy-fetch-' || stage, outcome FROM policy_fetch
WHERE stage IS NOT NULL AND run_id = (SELECT run_id FROM temp.wanted)
UNION ALL
SELECT run_id, domain_id, NULL, iif(canonical_name IS NULL, 'policy-self-managed', 'policy-hosted'),
    canonical_name FROM policy_fetch
WHERE run_id = (SELECT run_id FROM temp.wanted);
INSERT INTO finding
SELECT run_id, domain_id, NULL, 'policy-matches-no-mx', 'mx: *.elsewhere.example' FROM mx_result
JOIN domain_result r USING (run_id, domain_id)
WHERE run_id = (SELECT run_id FROM temp.wanted) AND r.policy_mode = 'enforce'
GROUP BY domain_id HAVING max(policy_match) = 0;

-- One that no mail gets to any more goes by the names that examples have.
CREATE TEMP TABLE example AS
SELECT s.domain_id, s.host_id FROM temp.served s JOIN domain_result r
    ON r.run_id = (SELECT run_id FROM temp.wanted) AND r.domain_id = s.domain_id
JOIN temp.host h ON h.id = s.host_id
WHERE r.verdict = 'refuse' AND NOT h.is_shared AND h.leaf IS NOT NULL AND s.preference = 10
ORDER BY 1 LIMIT 1;
UPDATE OR IGNORE name SET text = 'example.com', tld = 'com'
WHERE name_id = (SELECT domain_id FROM temp.example);
UPDATE OR IGNORE name SET text = 'mx1.example.com', tld = 'com'
WHERE name_id = (SELECT host_id FROM temp.example);
UPDATE probe SET server_name = 'mx1.example.com'
WHERE run_id = (SELECT run_id FROM temp.wanted)
    AND probe_number = (SELECT name_id FROM name WHERE text = 'mx1.example.com');

DROP TABLE temp.example;
DROP TABLE temp.d;
DROP TABLE temp.served;
DROP TABLE temp.host;
