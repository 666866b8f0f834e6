using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Ui;

namespace Entente.Registrations.Status;

/// <summary>
/// A registration as its partner may see it: projected through the safelist, so a field that is hidden is null here and left away by the
/// pages, label and all.
/// </summary>
public sealed record StatusView(string Number)
{
    public string? Company { get; init; }

    /// <summary>As outsiders may know it now; its words may change, its meaning does not.</summary>
    public RegistrationState State { get; init; }
    public RegistrationKind Kind { get; init; }
    public string StateWords { get; init; } = "";
    public Tone StateTone { get; init; }

    /// <summary>Where it stands, in a sentence.</summary>
    public string Headline { get; init; } = "";

    /// <summary>What comes next, in a sentence.</summary>
    public string Next { get; init; } = "";
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the present review began; its clock starts here.</summary>
    public DateTimeOffset? ReviewFrom { get; init; }
    public DateTimeOffset? Due { get; init; }
    public TimeSpan? Left { get; init; }
    public TimeSpan? Promise { get; init; }
    public Money? Amount { get; init; }
    public DateOnly? CloseDate { get; init; }
    public string? Problem { get; init; }
    public string? Contact { get; init; }

    public RegistrationId Id { get; init; }
    public StatusQuestion? Question { get; init; }
    public StatusProtection? Protection { get; init; }

    /// <summary>What was granted of prices with the approval; null: nothing, or nothing that may be seen.</summary>
    public StatusPrices? Prices { get; init; }

    /// <summary>Waits for the first meeting to come on record.</summary>
    public DateTimeOffset? MeetBy { get; init; }

    /// <summary>Why it was not accepted, and what we found; told with the decision.</summary>
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What the published rules say of it, and by which version; empty for what was assessed before that was kept.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
    public int? PolicyVersion { get; init; }
    public StatusDeal? Deal { get; init; }
    public bool CanWithdraw { get; init; }

    /// <summary>Whether the reader's role answers questions and reports; else the question is only shown.</summary>
    public bool MayAnswer { get; init; } = true;
    public StatusActs Acts { get; init; } = StatusActs.None;
    public IReadOnlyList<StatusStep> Steps { get; init; } = [];

    /// <summary>Who of the vendor opened it, by role; the last first.</summary>
    public IReadOnlyList<StatusOpening> Openings { get; init; } = [];
}

public sealed record StatusQuestion(string Topic, string Text, DateTimeOffset AskedAt, DateTimeOffset? Until);

public sealed record StatusProtection(DateTimeOffset From, DateTimeOffset End, bool Holds);

/// <param name="Band">In words: <c>5 % to 15 %</c>.</param>
/// <param name="LastDay">The last instant at which prices are held; null: none are.</param>
public sealed record StatusPrices(string? Band, string? List, DateTimeOffset? LastDay, bool Holds);

/// <summary>The deal in the CRM, as far as the safelist goes.</summary>
public sealed record StatusDeal(string? Stage, int StageNumber, int StageCount, Money? Amount, DateOnly? CloseDate, string? NextStep)
{
    /// <summary>What else the vendor shares of it, and of the company: label and value.</summary>
    public IReadOnlyList<(string Label, string Text)> More { get; init; } = [];
}

/// <summary>When somebody of this role last opened it, and on how many occasions.</summary>
public sealed record StatusOpening(string Role, DateTimeOffset Last, int Times);

/// <summary>One entry of the history, in words for partners.</summary>
public sealed record StatusStep(string What, string Icon, Tone? Tone, DateTimeOffset At, string? Text);
