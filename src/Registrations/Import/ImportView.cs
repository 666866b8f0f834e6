using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Import;

/// <summary>A file in the list.</summary>
public sealed record ImportLine(ImportFileId Id, string Name, int Rows, ImportState State, string By, DateTimeOffset At);

/// <summary>A file as its page shows it.</summary>
/// <param name="Judged">Rows with a verdict.</param>
/// <param name="Counts">Rows of each verdict.</param>
/// <param name="Sent">Rows that became a registration, or were one before.</param>
/// <param name="Refused">Rows that were refused when they were sent.</param>
public sealed record ImportView(
    ImportLine File,
    int Version,
    bool Staff,
    string Encoding,
    string Separator,
    int Bytes,
    IReadOnlyList<string> Header,
    IReadOnlyList<IReadOnlyList<string>> Samples,
    ImportMapping Mapping,
    int Judged,
    IReadOnlyDictionary<RowVerdict, int> Counts,
    int Sent,
    int Refused,
    bool SendsLooks,
    string? Trouble,
    IReadOnlyList<ImportRowView> Rows,
    int Shown
)
{
    /// <summary>Columns that a file may hold besides: name and label of the CRM's own fields that published forms ask for.</summary>
    public IReadOnlyList<(string Name, string Label)> Own { get; init; } = [];

    public int Of(RowVerdict verdict) => Counts.GetValueOrDefault(verdict);

    public bool Moves => File.State is ImportState.Judging or ImportState.Sending;

    public int ToSend => Of(RowVerdict.Ready) + (SendsLooks ? Of(RowVerdict.Look) : 0);
}

public sealed record ImportRowView(
    int Line,
    string Company,
    string? Partner,
    RowVerdict Verdict,
    IReadOnlyList<RowReason> Reasons,
    string? Number,
    string? Refusal
);

/// <summary>Which rows of a file are shown.</summary>
public enum RowFilter
{
    All,
    Ready,
    Look,
    Known,
    Repeated,
    Bad,
    Sent,
    Refused,
}

internal static class ImportWords
{
    public static string Words(this RowVerdict verdict) =>
        verdict switch
        {
            RowVerdict.Ready => "Good",
            RowVerdict.Look => "Worth a look",
            RowVerdict.Known => "Received before",
            RowVerdict.Repeated => "Twice in the file",
            _ => "Cannot be sent",
        };

    public static Ui.Tone Tone(this RowVerdict verdict) =>
        verdict switch
        {
            RowVerdict.Ready => Ui.Tone.Ok,
            RowVerdict.Look => Ui.Tone.Warn,
            RowVerdict.Known or RowVerdict.Repeated => Ui.Tone.Info,
            _ => Ui.Tone.Bad,
        };

    public static string Words(this ImportState state) =>
        state switch
        {
            ImportState.Mapping => "Columns to be confirmed",
            ImportState.Judging => "Being checked",
            ImportState.Judged => "Checked, not sent",
            ImportState.Sending => "Being sent",
            ImportState.Done => "Done",
            _ => "Dropped",
        };
}
