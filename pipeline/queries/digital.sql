-- it: Quali obiettivi riguardano la digitalizzazione?
-- en: Which objectives are about going digital?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    code,
    title,
    money,
    n_phases AS phases,
    n_indicators AS indicators,
    due_date,
    page,
    file_name
FROM v_distinct_objectives
WHERE (plan_id, objective_key) IN (
        SELECT (plan_id, objective_key)
        FROM v_objectives
        JOIN v_objective_texts USING (plan_id, objective_id)
        WHERE regexp_matches(strip_accents(lower(text)), 'digital|informatizza|dematerializz|\bspid\b|\bpago ?pa\b|\bapp io\b|\bpdnd\b|\bcloud\b|\bon-?line\b|cybersicur')
    )
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, year, position;
