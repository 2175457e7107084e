-- it: Le fasi con obiettivo, piano ed ente. Una fase stampata di nuovo (stesso obiettivo, stesso testo, stesse date)
--     ha `repeated` vero: per non contarla più volte si prendono le righe con `repeated` falso.
-- en: Phases with their objective, plan and body. A phase printed again (same objective, text and dates) has
--     `repeated` true: take the rows where it is false and none counts twice.
CREATE OR REPLACE VIEW v_phases AS
WITH numbered AS (
    -- a card may hold the same line twice: the n-th of one printing answers to the n-th of another
    SELECT
        f.*,
        row_number() OVER (
            PARTITION BY f.objective_id, lower(f.description), f.start_date, f.end_date
            ORDER BY f.position, f.phase_id
        ) AS nth
    FROM phases AS f
)
SELECT
    o.entity_id,                        -- id ente · id of the body
    o.entity,                           -- ente · name of the body
    o.plan_id,                          -- id piano · id of the plan
    o.file_name,                        -- file del piano · file of the plan
    o.year_from,                        -- primo anno del piano · first year of the plan
    o.year_to,                          -- ultimo anno del piano · last year of the plan
    o.objective_id,                     -- id della stampa dell'obiettivo · id of the objective's printing
    o.objective_key,                    -- chiave dell'obiettivo · key of the objective
    o.code AS objective_code,           -- codice dell'obiettivo · code of the objective
    o.title AS objective,               -- titolo dell'obiettivo · title of the objective
    o.unit,                             -- unità dell'obiettivo · unit in charge of the objective
    o.mission_code,                     -- codice missione · mission code
    f.phase_id,                         -- id fase · id of the phase
    row_number() OVER (
        PARTITION BY o.plan_id, o.objective_key, lower(f.description), f.start_date, f.end_date, f.nth
        ORDER BY o.position, f.phase_id
    ) > 1 AS repeated,                  -- già stampata prima nel piano · printed before in the plan
    f.position,                         -- ordine nell'obiettivo · order in the objective
    f.description AS phase,             -- testo della fase · text of the phase
    f.start_date,                       -- inizio · start
    f.end_date,                         -- fine · end
    coalesce(f.end_raw, f.period_raw)
        AS due_raw,                     -- scadenza stampata · due date or period as printed
    f.weight,                           -- peso 0-100 · weight, 0-100
    coalesce(f.responsible, array_to_string(o.responsible, '; '))
        AS responsible,                 -- responsabile, della fase o dell'obiettivo · person in charge, else the objective's
    f.units,                            -- unità della fase · units in charge of the phase
    f.status,                           -- stato · state of progress
    f.page                              -- pagina · page
FROM numbered AS f
JOIN v_objectives AS o USING (objective_id);
