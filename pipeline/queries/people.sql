-- it: Chi è responsabile di più obiettivi distinti (per objective_key)? Forme diverse di un nome valgono una.
-- en: Who is in charge of the most distinct objectives (by objective_key)? Spellings of one name count as one.
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param limit INTEGER = 20: quante persone · how many persons
WITH named AS (
    SELECT entity, entity_id, plan_id, objective_key, weight, unnest(responsible) AS form
    FROM v_distinct_objectives
),
known AS (
    SELECT plan_id, name, name_key, unnest(forms) AS form
    FROM people
)
SELECT
    named.entity,
    coalesce(min(known.name), min(named.form)) AS name,
    count(DISTINCT (named.plan_id, named.objective_key)) AS objectives,
    count(DISTINCT named.plan_id) AS plans,
    array_to_string(list_sort(list(DISTINCT named.form)), '; ') AS printed
FROM named
LEFT JOIN known USING (plan_id, form)
WHERE concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
GROUP BY named.entity, named.entity_id, coalesce(known.name_key, lower(named.form))
ORDER BY objectives DESC, named.entity, name
LIMIT $limit;
