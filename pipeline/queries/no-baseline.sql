-- it: Quali indicatori hanno un numero per target ma nessun valore di partenza con cui confrontarlo?
-- en: Which indicators have a number for target but no baseline to compare it with?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    objective_code AS code,
    coalesce(objective, service) AS objective,
    indicator,
    target_raw AS target,
    value,
    target_unit AS unit,
    page,
    file_name
FROM v_indicators
WHERE NOT repeated
    AND value IS NOT NULL
    AND NOT yes_no
    AND NOT has_baseline
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, year, code, objective, position;
