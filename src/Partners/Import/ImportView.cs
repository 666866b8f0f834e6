using Entente.Partners.Import.Rules;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Partners.Import;

/// <summary>An import in the list.</summary>
public sealed record ImportLine(
    PartnerImportId Id,
    ImportSource Source,
    string Name,
    int Rows,
    PartnerImportState State,
    string By,
    DateTimeOffset At
);

/// <summary>An import as its page shows it.</summary>
/// <param name="Counts">Rows of each verdict.</param>
/// <param name="ToDecide">Rows that are alike and of which nobody said anything.</param>
/// <param name="Waiting">Partners that are still to be made or filled.</param>
/// <param name="Made">Partners that were made.</param>
/// <param name="Filled">Partners that were here and were looked at for what they lack.</param>
/// <param name="Refused">Partners that were refused when they were made.</param>
/// <param name="Left">Rows of which nothing was taken.</param>
/// <param name="Shown">Rows in this filter.</param>
public sealed record ImportView(
    ImportLine Line,
    string Encoding,
    string Separator,
    int Bytes,
    IReadOnlyList<string> Header,
    IReadOnlyList<IReadOnlyList<string>> Samples,
    PartnerMapping Mapping,
    IReadOnlyDictionary<PartnerVerdict, int> Counts,
    int ToDecide,
    int Waiting,
    int Made,
    int Filled,
    int Refused,
    int Left,
    string? Trouble,
    IReadOnlyList<ImportRowView> Rows,
    int Shown
)
{
    public int Of(PartnerVerdict verdict) => Counts.GetValueOrDefault(verdict);

    public bool Moves => Line.State is PartnerImportState.Judging or PartnerImportState.Making;
}

/// <param name="Partner">The partner that it became, or is, or may be.</param>
public sealed record ImportRowView(
    int Row,
    int Line,
    string Name,
    PartnerVerdict? Verdict,
    IReadOnlyList<RowReason> Reasons,
    AlikeAnswer? Answer,
    (PartnerId Id, string Name)? Partner,
    bool Became,
    string? Outcome,
    string? Refusal
);

/// <summary>Which rows of an import are shown.</summary>
public enum RowFilter
{
    All,
    New,
    Person,
    Known,
    Alike,
    Repeated,
    Bad,
    Taken,
    Refused,
}

internal static class ImportWords
{
    public static string Words(this PartnerVerdict verdict) =>
        verdict switch
        {
            PartnerVerdict.New => "New",
            PartnerVerdict.Person => "Adds a person",
            PartnerVerdict.Known => "Here already",
            PartnerVerdict.Alike => "Looks like another",
            PartnerVerdict.Repeated => "Twice in the file",
            _ => "Cannot be read",
        };

    public static Tone Tone(this PartnerVerdict verdict) =>
        verdict switch
        {
            PartnerVerdict.New or PartnerVerdict.Person => Ui.Tone.Ok,
            PartnerVerdict.Alike => Ui.Tone.Warn,
            PartnerVerdict.Known or PartnerVerdict.Repeated => Ui.Tone.Info,
            _ => Ui.Tone.Bad,
        };

    public static string Words(this PartnerImportState state) =>
        state switch
        {
            PartnerImportState.Mapping => "Columns to be confirmed",
            PartnerImportState.Judging => "Being checked",
            PartnerImportState.Judged => "Checked, nothing made yet",
            PartnerImportState.Making => "Being made",
            PartnerImportState.Done => "Done",
            _ => "Dropped",
        };

    public static Tone Tone(this PartnerImportState state) =>
        state switch
        {
            PartnerImportState.Done => Ui.Tone.Ok,
            PartnerImportState.Mapping or PartnerImportState.Judged => Ui.Tone.Warn,
            PartnerImportState.Dropped => Ui.Tone.Neutral,
            _ => Ui.Tone.Info,
        };

    /// <summary>A reason with the column it is about.</summary>
    public static string Words(this RowReason reason) =>
        reason.Column is { } column && column != PartnerColumns.Name ? $"{PartnerColumns.LabelOf(column)}: {reason.Text}" : reason.Text;
}
