-- it: Quanti indicatori hanno per target soltanto un sì o un no, piano per piano?
-- en: How many indicators have only a yes or a no for target, plan by plan?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    count(*) AS indicators,
    count(*) FILTER (n_targets > 0) AS with_target,
    count(*) FILTER (yes_no) AS yes_no,
    round(100 * count(*) FILTER (yes_no) / nullif(count(*) FILTER (n_targets > 0), 0), 1) AS share,
    file_name
FROM v_indicators
WHERE NOT repeated
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
GROUP BY plan_id, entity, year_from, file_name
ORDER BY share DESC NULLS LAST, entity, year;
