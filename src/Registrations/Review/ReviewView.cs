using Entente.Crm;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Ui.Parts;

namespace Entente.Registrations.Review;

/// <summary>A registration as staff review it.</summary>
public sealed record ReviewView(string Number, int Version, RegistrationId Id)
{
    public string Company { get; init; } = "";
    public string? Domain { get; init; }
    public string? Country { get; init; }
    public string? Contact { get; init; }
    public string? Problem { get; init; }
    public string? Stage { get; init; }
    public string? Product { get; init; }
    public Money? Amount { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>In a word: <c>Renewal</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What else the claim says, label and value: incumbent, second partner, the CRM's own fields.</summary>
    public IReadOnlyList<(string Label, string Value)> Further { get; init; } = [];
    public IReadOnlyList<Evidence.FileLine> Files { get; init; } = [];
    public string StateWords { get; init; } = "";
    public Ui.Tone StateTone { get; init; }
    public bool CanDecide { get; init; }
    public string? Submitter { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the present review began; its clock starts here.</summary>
    public DateTimeOffset ReviewFrom { get; init; }
    public ReviewPartner Partner { get; init; } = new(default, "", "", "");
    public ReviewClock Clock { get; init; } = new(null, null, TimeSpan.Zero, TimeSpan.Zero, null);
    public int PolicyVersion { get; init; }
    public DateTimeOffset CheckedAt { get; init; }
    public IReadOnlyList<FindingView> Findings { get; init; } = [];

    /// <summary>What the policy says of this claim, each value with the rule that set it.</summary>
    public IReadOnlyList<ReviewTerm> Terms { get; init; } = [];

    /// <summary>What the policy would do by itself, and why.</summary>
    public string Automatic { get; init; } = "";
    public bool Blocked { get; init; }
    public string Suggestion { get; init; } = "";
    public IReadOnlyList<ReviewCandidate> Candidates { get; init; } = [];
    public ReviewRuling? Ruling { get; init; }
    public IReadOnlyList<ReviewStep> Steps { get; init; } = [];
    public int Days { get; init; }

    /// <summary>Within so many days of the decision either side may appeal.</summary>
    public int AppealDays { get; init; }

    /// <summary>When a decision of now is told: <c>10 seconds later</c>.</summary>
    public string Told { get; init; } = "";
    public string ApprovalWords { get; init; } = "";

    /// <summary>The band and for how long prices are held, in a sentence; null: the policy grants nothing.</summary>
    public string? Prices { get; init; }

    /// <summary>The discount asked for, and whether the band holds it; null: none is asked for.</summary>
    public string? Asked { get; init; }

    /// <summary>A change is approved into the window that runs: there is none to choose.</summary>
    public bool KeepsWindow { get; init; }
    public IReadOnlyList<string> PartnerReads { get; init; } = [];
    public (DateTimeOffset From, DateTimeOffset End)? Protection { get; init; }

    /// <summary>What an approved claim waits for on its way to the CRM; null: nothing.</summary>
    public ReviewCrm? Crm { get; init; }

    /// <summary>The connection its last write went to; null when nothing was ever staged.</summary>
    public CrmConnectionId? WrittenTo { get; init; }
    public ReviewMore More { get; init; } = ReviewMore.None;

    /// <summary>Who must sign its approval; empty: whoever decides decides alone.</summary>
    public ReviewRoute Route { get; init; } = ReviewRoute.None;
    public string? Previous { get; init; }
    public string? Next { get; init; }
    public string? Place { get; init; }
}

public sealed record ReviewPartner(PartnerId Id, string Name, string Tier, string Type);

/// <param name="Due">Null while it stands still, and once decided.</param>
/// <param name="Done">When it was decided.</param>
public sealed record ReviewClock(DateTimeOffset? Due, DateTimeOffset? StoppedSince, TimeSpan Left, TimeSpan Promise, DateTimeOffset? Done);

/// <param name="Percent">How likely it is the same company, 0 to 100.</param>
/// <param name="Because">The fields that decided, as a sentence.</param>
/// <param name="Said">Who said so, and when; null: nobody.</param>
/// <param name="MayTakeBack">It was said of this very pair.</param>
public sealed record ReviewCandidate(
    Guid Account,
    string Name,
    string? Domain,
    string? CrmUrl,
    int Percent,
    bool Certain,
    bool IsCustomer,
    PairVerdict Outcome,
    string Because,
    string? Owner,
    string? Said,
    bool MayTakeBack
);

public sealed record ReviewRuling(string Left, string Right, string? Leader, IReadOnlyList<HierarchyStep> Steps);

/// <param name="Value">As a sentence.</param>
/// <param name="Source">Rule and version: <c>“Elite deals”, version 3</c>.</param>
public sealed record ReviewTerm(string Value, string Source)
{
    internal static IReadOnlyList<ReviewTerm> Of(ClaimTerms own, int version) =>
        [
            .. own.Applied.Select(a => new ReviewTerm(
                a.Value,
                $"{(a.Rule is { } rule ? $"“{rule}”" : "Base values")}, version {a.Version}"
            )),
            .. own.Undetermined.Select(u => new ReviewTerm(
                $"“{u.Name}” may be for it: nobody recorded what it asks for",
                $"Not applied, version {version}"
            )),
        ];
}

public sealed record ReviewStep(string Title, string? Text, DateTimeOffset At, string Icon, Ui.Tone? Tone);

/// <param name="Refused">The CRM refused it, and a person must see to it.</param>
/// <param name="Queued">It stands in the error queue.</param>
public sealed record ReviewCrm(bool Refused, bool Queued, string Title, string Words);

/// <summary>An approval that several sign.</summary>
/// <param name="MayDecide">It is the reader's turn; also when the policy asks for no signatures and their role decides.</param>
/// <param name="IsLast">The reader's signature is the last one: with it the claim is approved.</param>
/// <param name="WaitsFor">Whose signatures the running step lacks, inside a sentence.</param>
public sealed record ReviewRoute(IReadOnlyList<ReviewSigner> Signers, bool MayDecide, bool IsLast, string WaitsFor)
{
    public static ReviewRoute None { get; } = new([], false, true, "");
}

/// <param name="Step">From one.</param>
/// <param name="By">Who signed; null: nobody yet.</param>
/// <param name="InPlace">In whose place; null: for themselves.</param>
/// <param name="Waits">Its step is the one that runs.</param>
public sealed record ReviewSigner(int Step, string Who, string? By, string? InPlace, DateTimeOffset? At, bool Waits);
