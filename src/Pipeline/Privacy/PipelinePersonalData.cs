using Entente.Platform.Privacy;

namespace Entente.Pipeline.Privacy;

/// <summary>What deals hold of people: their owner's name, and words.</summary>
internal sealed class PipelinePersonalData : IPersonalData
{
    public string Room => "Pipeline";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("opportunity", "Opportunities")
        {
            Words = "owner_name next_step name",
            Shown = "crm_id",
            Subject = PipelineApi.SubjectKind,
            Stays = "The deal. The CRM is its master: what names the person there comes back with its next change.",
            Nothing = [("ids, stages and money", "crm_id account_crm_id url stage_id stage_label stage_outward currency owner_crm_id")],
        },
        new("deal_work", "Stage notes")
        {
            Words = "note",
            Subject = "deal_work",
            Stays = "That there was a note, and who wrote it.",
        },
        new("criterion_evidence", "Evidence for exit criteria")
        {
            Words = "words",
            Subject = "criterion_evidence",
            Stays = "That the criterion was met, and who showed it.",
            Nothing = [("a criterion’s key", "criterion")],
        },
        new("share_offer", "Offers of a share")
        {
            Words = "words answer",
            Subject = "share_offer",
            Stays = "Which share was offered, and how it ended.",
        },
        new("credit_correction", "Corrections of credit")
        {
            Words = "why",
            Subject = "credit_correction",
            Stays = "What was corrected, and by whom.",
            Nothing = [("shares by partner", "before_json after_json")],
        },
        PersonalTable.Of("credit_touch", "the record a touch comes from", "source shown"),
        PersonalTable.Of("deal_shares", "which rule counted, and what the CRM was sent", "rule in_crm"),
        PersonalTable.Of("credit_rule_version", "the vendor’s own rule of credit", "json"),
        PersonalTable.Of("playbook_version", "the vendor’s own stages", "json"),
        PersonalTable.Of("forecast_snapshot", "sums", "quarter currency"),
        PersonalTable.Of("opportunity_partner", "the number of a registration", "registration_number"),
    ];
}
