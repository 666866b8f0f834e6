using System.Globalization;
using Entente.Registrations.Rules;
using Entente.Ui.Forms;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Review;

/// <summary>The decision form as the browser sends it.</summary>
public sealed class ReviewForm
{
    /// <summary><c>approve</c>, <c>ask</c>, <c>decline</c>.</summary>
    public string? Act { get; set; }

    /// <summary>Of the registration on the page that was looked at.</summary>
    public int Version { get; set; }
    public int? Days { get; set; }

    /// <summary>The account it is; <c>new</c> for none of them.</summary>
    public string? Account { get; set; }
    public bool AcceptRuling { get; set; }
    public string? Note { get; set; }
    public string? Topic { get; set; }
    public string? Question { get; set; }
    public string? Reason { get; set; }
    public string? Words { get; set; }

    /// <summary>Rejected, not declined: the partner may mend it.</summary>
    public bool MayMend { get; set; }

    /// <summary>What was done by it: <c>is approved</c>.</summary>
    public string Done =>
        Act switch
        {
            "ask" => "waits for an answer",
            "decline" => MayMend ? "was rejected" : "was declined",
            _ => "is approved",
        };

    /// <summary>The same fields where no page binds them: inside the CRM.</summary>
    public static ReviewForm Read(IFormCollection form) =>
        new()
        {
            Act = Text(form, nameof(Act)),
            Version = int.TryParse(Text(form, nameof(Version)), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? version
                : 0,
            Days = int.TryParse(Text(form, nameof(Days)), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null,
            Account = Text(form, nameof(Account)),
            AcceptRuling = Ticked(form, nameof(AcceptRuling)),
            Note = Text(form, nameof(Note)),
            Topic = Text(form, nameof(Topic)),
            Question = Text(form, nameof(Question)),
            Reason = Text(form, nameof(Reason)),
            Words = Text(form, nameof(Words)),
            MayMend = Ticked(form, nameof(MayMend)),
        };

    private static string? Text(IFormCollection form, string field) => form["Input." + field] is [{ Length: > 0 } text, ..] ? text : null;

    private static bool Ticked(IFormCollection form, string field) =>
        form["Input." + field].Any(v => string.Equals(v, "true", StringComparison.OrdinalIgnoreCase));

    public static IReadOnlyList<Option> Topics { get; } = [.. Enum.GetValues<InfoTopic>().Select(t => new Option(t.ToString(), t.Label()))];

    public static IReadOnlyList<Option> Refusals { get; } =
    [.. Enum.GetValues<RefusalReason>().Where(r => r is not RefusalReason.NoAnswer).Select(r => new Option(r.ToString(), r.Label()))];
}
