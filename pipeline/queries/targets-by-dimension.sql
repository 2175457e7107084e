-- it: Che cosa misurano gli indicatori: quanti per dimensione, quanti con un numero o una data, quanti sì/no?
-- en: What do indicators measure: how many by dimension, how many with a number or a date, how many yes or no?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    coalesce(dimension_kind, 'non indicata') AS dimension,
    subdimension_kind AS subdimension,
    count(*) AS indicators,
    count(*) FILTER (measurable) AS measurable,
    count(*) FILTER (yes_no) AS yes_no,
    count(*) FILTER (has_baseline) AS with_baseline,
    count(DISTINCT coalesce(entity_id, plan_id)) AS entities
FROM v_indicators
WHERE NOT repeated
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
GROUP BY dimension_kind, subdimension_kind
ORDER BY indicators DESC, dimension, subdimension NULLS FIRST;
