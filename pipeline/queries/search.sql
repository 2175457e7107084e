-- it: Quali obiettivi contengono una parola o una frase, in qualunque punto della scheda, delle fasi o degli indicatori?
-- en: Which objectives hold a word or a phrase, anywhere in card, phases or indicators?
-- param text VARCHAR: parola o frase, accenti e maiuscole non contano · word or phrase; case and accents do not matter
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT
    entity,
    year_from AS year,
    code,
    title,
    units,
    due_date,
    page,
    file_name
FROM v_distinct_objectives
WHERE (plan_id, objective_key) IN (
        SELECT (plan_id, objective_key)
        FROM v_objectives
        JOIN v_objective_texts USING (plan_id, objective_id)
        WHERE contains(strip_accents(lower(text)), strip_accents(lower($text)))
    )
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, year, position;
