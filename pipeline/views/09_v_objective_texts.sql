-- it: Tutto ciò che un obiettivo dice, in un solo testo: scheda, fasi e indicatori. Per cercarvi parole.
-- en: All that an objective says, in one text: card, phases and indicators. To look for words in it.
CREATE OR REPLACE VIEW v_objective_texts AS
WITH phase_texts AS (
    SELECT objective_id, string_agg(description, ' ' ORDER BY position) AS text FROM phases GROUP BY objective_id
),
indicator_texts AS (
    SELECT objective_id, string_agg(concat_ws(' ', description, formula), ' ' ORDER BY position) AS text
    FROM indicators
    GROUP BY objective_id
)
SELECT
    o.plan_id,                          -- id piano · id of the plan
    o.objective_id,                     -- id della stampa · id of the printing
    concat_ws(
        ' ', o.code, o.title, o.category, array_to_string(o.section, ' '), array_to_string(o.typology, ' '),
        o.mission, o.programme, o.operational_objective, o.strategic_objective, o.strategic_area, o.dup_reference,
        o.description, o.purpose, o.rationale, o.actions, o.initial_state, o.expected_result, o.public_value,
        o.expected_impact, o.strategy, o.financial_resources_raw, f.text, i.text
    ) AS text                           -- il testo · the text
FROM objectives AS o
LEFT JOIN phase_texts AS f ON f.objective_id = o.objective_id
LEFT JOIN indicator_texts AS i ON i.objective_id = o.objective_id;
