-- Copies of a run's domains under other names, until there are 20,000 more, in 90 top-level
-- domains, with 900 providers and findings of 40 codes.
CREATE TEMP TABLE copy AS
WITH RECURSIVE number (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < 20000),
    original AS (
        SELECT row_number() OVER (ORDER BY domain_id) AS position, count(*) OVER () AS domains,
            run_id, domain_id
        FROM run_domain)
SELECT o.run_id, o.domain_id AS original, 1000000 + n.value AS domain_id, n.value
FROM number n JOIN original o ON o.position = 1 + n.value % o.domains;

INSERT INTO name
SELECT domain_id, 'copy-' || value || '.tld-' || (value * value % 97 % 90),
    'tld-' || (value * value % 97 % 90)
FROM temp.copy;
INSERT INTO run_domain SELECT run_id, domain_id, value + 100 FROM temp.copy;

CREATE TEMP TABLE copied AS
SELECT c.domain_id AS copy_id, c.value, r.* FROM temp.copy c
JOIN domain_result r ON r.run_id = c.run_id AND r.domain_id = c.original;
UPDATE temp.copied SET domain_id = copy_id,
    provider = iif(provider IS NULL, NULL, 'provider-' || (value * value % 1009 % 900) || '.example');
ALTER TABLE temp.copied DROP COLUMN copy_id;
ALTER TABLE temp.copied DROP COLUMN value;
INSERT INTO domain_result SELECT * FROM temp.copied;

CREATE TEMP TABLE copied_host AS
SELECT c.domain_id AS copy_id, m.* FROM temp.copy c
JOIN mx_result m ON m.run_id = c.run_id AND m.domain_id = c.original;
UPDATE temp.copied_host SET domain_id = copy_id;
ALTER TABLE temp.copied_host DROP COLUMN copy_id;
INSERT INTO mx_result SELECT * FROM temp.copied_host;

INSERT INTO finding SELECT run_id, domain_id, NULL, 'finding-' || (value % 40), 'planted' FROM temp.copy;
UPDATE run SET domains = domains + 20000, domains_total = domains_total + 20000;
