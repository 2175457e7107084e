-- it: Quanto vogliono migliorare gli enti? Indicatori con un valore di partenza e un target in numeri, e la differenza.
-- en: How much do bodies mean to improve? Indicators with a baseline and a target in numbers, and the difference.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    coalesce(objective, service) AS objective,
    indicator,
    baseline,
    value AS target,
    round(value - baseline, 2) AS difference,
    round(100 * (value - baseline) / nullif(abs(baseline), 0), 1) AS per_cent,
    target_unit AS unit,
    page,
    file_name
FROM v_indicators
WHERE NOT repeated
    AND baseline IS NOT NULL
    AND value IS NOT NULL
    AND NOT yes_no
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY abs(per_cent) DESC NULLS LAST, entity, indicator;
