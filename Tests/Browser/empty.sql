-- Of a run of one domain a run of none.
DELETE FROM domain_result;
DELETE FROM mx_result;
DELETE FROM finding;
DELETE FROM lookup;
DELETE FROM mx_host;
DELETE FROM mx_host_probe;
DELETE FROM probe;
DELETE FROM run_domain;
UPDATE run SET domains = 0, domains_total = 0;
