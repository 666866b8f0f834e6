using Entente.Registrations.Rules;
using Entente.Ui.Forms;

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

    public static IReadOnlyList<Option> Topics { get; } = [.. Enum.GetValues<InfoTopic>().Select(t => new Option(t.ToString(), t.Label()))];

    public static IReadOnlyList<Option> Refusals { get; } =
    [.. Enum.GetValues<RefusalReason>().Where(r => r is not RefusalReason.NoAnswer).Select(r => new Option(r.ToString(), r.Label()))];
}
