using Entente.Platform.Privacy;

namespace Entente.Conflicts.Privacy;

/// <summary>What conflicts hold of people: words of both sides.</summary>
internal sealed class ConflictsPersonalData : IPersonalData
{
    private const string Codes = "numbers, names of companies and kinds";
    private const string Ruling = "The case, its evidence and its ruling: others were decided by it.";

    public string Room => "Conflicts";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("conflict_case", "Conflicts")
        {
            Words = "plan rationale ruling",
            Shown = "number",
            Stays = Ruling,
            Nothing = [(Codes, "number company leader")],
        },
        new("case_appeal", "Appeals in conflicts")
        {
            Words = "words reply",
            Shown = "at",
            Subject = "conflict_appeal",
            Stays = Ruling,
        },
        new("complaint", "Complaints")
        {
            Groups = [new() { Person = "by", Texts = "words" }],
            Words = "reply",
            Shown = "number",
            Subject = ComplaintId.SubjectKind,
            Stays = "The complaint and its answer: the vendor is counted by it.",
            Nothing = [(Codes, "number registration_number")],
        },
        new("case_letter", "Letters in conflicts")
        {
            Words = "subject verdict paragraphs",
            Subject = "conflict_letter",
            Stays = Ruling,
        },
        new("case_signal", "What raised a conflict")
        {
            Words = "sentence facts",
            Stays = Ruling,
            Nothing = [(Codes, "key")],
        },
        new("case_step", "Conflicts’ history")
        {
            Words = "what text",
            Shown = "at",
            Stays = Ruling,
        },
        new("claim_evidence", "Evidence in conflicts")
        {
            Words = "words",
            Shown = "at",
            Subject = "claim_evidence",
            Stays = Ruling,
        },
        PersonalTable.Of("case_key", Codes, "value"),
        PersonalTable.Of("case_side", Codes, "key name registration_number"),
    ];
}
