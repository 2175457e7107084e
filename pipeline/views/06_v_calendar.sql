-- it: Che cosa scade e quando: la fine di ogni fase e la data di ogni target, una volta sola anche se stampate più volte.
-- en: What is due when: the end of each phase and the date of each target, once even when they are printed again.
CREATE OR REPLACE VIEW v_calendar AS
SELECT
    end_date AS due_date,               -- scadenza · due date
    'phase' AS kind,                    -- phase (fase) o target · phase or target
    entity_id,                          -- id ente · id of the body
    entity,                             -- ente · name of the body
    plan_id,                            -- id piano · id of the plan
    file_name,                          -- file del piano · file of the plan
    objective_key,                      -- chiave dell'obiettivo · key of the objective
    objective_code,                     -- codice dell'obiettivo · code of the objective
    coalesce(objective, '') AS parent,  -- obiettivo o servizio · objective or service
    phase AS what,                      -- fase o indicatore · phase or indicator
    due_raw AS raw,                     -- come stampato · as printed
    responsible,                        -- responsabile · person in charge
    units,                              -- unità · units in charge
    status,                             -- stato · state of progress
    page,                               -- pagina · page
    phase_id AS row_id                  -- id della fase o dell'indicatore · id of the phase or indicator
FROM v_phases
WHERE end_date IS NOT NULL AND NOT repeated
UNION ALL
SELECT
    due_date,
    'target',
    entity_id,
    entity,
    plan_id,
    file_name,
    objective_key,
    objective_code,
    coalesce(objective, service, ''),
    indicator,
    target_raw,
    NULL,
    unit,
    NULL,
    page,
    indicator_id
FROM v_indicators
WHERE due_date IS NOT NULL AND NOT repeated;
