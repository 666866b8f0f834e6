using System.Globalization;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Registrations.Appeals;
using Entente.Registrations.Challenges;
using Entente.Registrations.Extend;
using Entente.Registrations.Model;
using Entente.Registrations.Postpone;
using Entente.Registrations.Report;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Status;

/// <summary>The partner's smaller forms, as the browser sends them.</summary>
public sealed class PartnerActForm
{
    public string? Kind { get; set; }

    // As typed: what is no date comes back as it was, with the reason beside it.
    public string? On { get; set; }
    public string? Until { get; set; }
    public string? Words { get; set; }
    public string? Invitation { get; set; }
    public string? Notes { get; set; }
    public string? Proposal { get; set; }
    public string? Contact { get; set; }
    public string? Email { get; set; }

    /// <summary>Taken from the post by the page.</summary>
    public IReadOnlyList<Upload> Uploads { get; private set; } = [];

    public void Take(IReadOnlyList<Upload> uploads) => Uploads = uploads;
}

/// <summary>Each form of the status page does one act; what is said afterwards stands here too.</summary>
public sealed class PartnerActs(
    ReportProgress report,
    RequestExtension extend,
    PostponeDeal postpone,
    MakeAppeal appeal,
    ChallengeHolder confirm
)
{
    public const string Tell = "tell";
    public const string Extend = "extend";
    public const string Postpone = "postpone";
    public const string Appeal = "appeal";
    public const string Confirm = "confirm";

    public async Task<(Problem? Problem, string Said)> Run(string form, string number, PartnerActForm input, CancellationToken ct)
    {
        switch (form)
        {
            case Tell:
                var kind = Enum.TryParse<ProgressKind>(input.Kind, out var named) ? named : (ProgressKind)(-1);
                // A day that cannot be read is refused as a day, not taken for today.
                var told = await report.Run(new(number, kind, Day(input.On, DateOnly.MaxValue), input.Words), ct);
                return told.Ok
                    ? (null, told.Value > 0 ? $"Thank you. Your protection is {told.Value} days longer." : "Thank you. It is on record.")
                    : (told.Problem, "");
            case Extend:
                var asked = await extend.Run(number, input.Words, ct);
                return asked.Ok
                    ? (
                        null,
                        asked.Value.Granted ? "Your protection is longer: progress is on record." : "We have your request and answer it."
                    )
                    : (asked.Problem, "");
            case Postpone:
                return Of(await postpone.Run(number, Day(input.Until, null), input.Words, ct), "It is on record. We wait for that day.");
            case Appeal:
                Artifact[] shown =
                [
                    new(ArtifactKind.Invitation, input.Invitation ?? ""),
                    new(ArtifactKind.Notes, input.Notes ?? ""),
                    new(ArtifactKind.Proposal, input.Proposal ?? ""),
                ];
                return Of(
                    await appeal.Run(new(number, input.Words, shown) { Files = input.Uploads }, ct),
                    "We have your appeal. Somebody else looks at it."
                );
            default:
                return Of(
                    await confirm.Run(new(number, input.Contact, input.Email, Day(input.On, null), input.Words), ct),
                    "Thank you. Whoever decides sees it."
                );
        }
    }

    private static (Problem?, string) Of(Result result, string said) => result.Ok ? (null, said) : (result.Problem, "");

    private static DateOnly? Day(string? typed, DateOnly? unread) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : unread;
}
