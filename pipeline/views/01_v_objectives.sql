-- it: Gli obiettivi con il loro ente e il loro piano. Una riga per ogni volta che l'obiettivo è stampato: per contare
--     gli obiettivi distinti si prendono le righe con `repeated` falso (la prima stampa di ogni objective_key).
-- en: Objectives with their body and plan. One row for each time that an objective is printed: to count distinct
--     objectives take the rows where `repeated` is false (the first printing of each objective_key).
CREATE OR REPLACE VIEW v_objectives AS
WITH numbered AS (
    SELECT
        *,
        coalesce(objective_key, objective_id) AS one_key
    FROM objectives
)
SELECT
    o.entity_id,                        -- id ente · id of the body
    e.name AS entity,                   -- ente · name of the body
    e.kind AS entity_kind,              -- tipologia di ente · kind of body
    e.province,                         -- provincia · province
    e.region,                           -- regione · region
    o.plan_id,                          -- id piano · id of the plan
    p.file_name,                        -- file del piano · file of the plan
    p.kind AS plan_kind,                -- tipo di piano · kind of plan
    p.year_from,                        -- primo anno del piano · first year of the plan
    p.year_to,                          -- ultimo anno del piano · last year of the plan
    o.objective_id,                     -- id della stampa · id of this printing
    o.one_key AS objective_key,         -- chiave: uguale per ogni stampa dell'obiettivo · equal for all printings
    row_number() OVER (PARTITION BY o.plan_id, o.one_key ORDER BY o.position, o.objective_id) > 1
        AS repeated,                    -- già stampato prima nel piano · printed before in the plan
    count(*) OVER (PARTITION BY o.plan_id, o.one_key)
        AS printings,                   -- volte che è stampato nel piano · times that the plan prints it
    o.position,                         -- ordine nel piano · order in the plan
    o.code,                             -- codice · code
    o.title,                            -- titolo · title
    coalesce(o.year, p.year_from)
        AS year,                        -- anno dell'obiettivo, altrimenti primo del piano · its year, else the plan's first
    o.category,                         -- categoria · class heading
    o.section,                          -- titoli sopra la scheda · heading path
    o.unit,                             -- unità organizzativa · unit in charge
    o.responsible,                      -- responsabili · persons or roles in charge
    o.weight,                           -- peso 0-100 · weight, 0-100
    o.typology,                         -- tipologia, silos · ticked labels or silos
    o.mission,                          -- missione stampata · mission as printed
    o.mission_code,                     -- codice missione (D.lgs. 118/2011) · mission code
    m.name AS mission_name,             -- missione secondo la legge · mission by its name in the law
    o.programme,                        -- programma stampato · programme as printed
    o.programme_code,                   -- codice programma · programme code
    o.strategic_area,                   -- ambito strategico · strategic area
    o.strategic_objective,              -- obiettivo strategico · strategic objective
    o.operational_objective,            -- obiettivo operativo · operational objective
    o.description,                      -- descrizione · description
    o.expected_result,                  -- risultato atteso · expected result
    o.public_value,                     -- valore pubblico · public value served
    o.recipients,                       -- destinatari · recipients
    o.financial_resources,              -- risorse finanziarie, euro · financial resources, euro
    o.page                              -- pagina · page
FROM numbered AS o
JOIN plans AS p USING (plan_id)
LEFT JOIN entities AS e ON e.entity_id = o.entity_id
LEFT JOIN missions AS m ON m.mission_code = o.mission_code;
