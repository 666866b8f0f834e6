namespace Entente.Demo.Plan;

/// <summary>
/// The whole story as data: who there is, what the CRM holds on the first day, and everything that happens up to now. The same for
/// the same seed and the same moment; all dates are relative to that moment.
/// </summary>
/// <param name="Now">Where the story ends; its last act lies before.</param>
/// <param name="First">Where it begins: a working morning fifteen months earlier.</param>
/// <param name="Acts">In order of time.</param>
/// <param name="FirstDealNumber">The vendor's numbers go on from the tool it used before: <c>DR-</c> of the first deal registration.</param>
/// <param name="FirstLeadNumber">The same for <c>LR-</c>.</param>
internal sealed record StoryPlan(
    DateTimeOffset Now,
    DateTimeOffset First,
    IReadOnlyList<StaffPlan> Staff,
    IReadOnlyList<TerritoryPlan> Territories,
    IReadOnlyList<AccountPlan> Accounts,
    IReadOnlyList<StoryAct> Acts,
    int FirstDealNumber,
    int FirstLeadNumber
)
{
    public const string Slug = "corvane";

    /// <summary>So long may a partner of this program say nothing, days.</summary>
    public const int QuietDays = 75;

    /// <summary>And so often it says something, days.</summary>
    public const int ReportDays = 55;

    public const string Name = "Corvane";
    public const string Zone = "Europe/London";
    public const string Currency = "EUR";

    /// <summary>Teal, as in the design's portal.</summary>
    public const int Hue = 178;

    /// <summary>Who decides, and whose door the demo opens.</summary>
    public const string Maren = "maren.voss@corvane.example";

    /// <summary>Who opens the partner's side of the demo.</summary>
    public const string Ines = "ines.calder@kestrelquay.example";

    /// <summary>Who set the workspace up and connected the CRM.</summary>
    public const string Owner = "rhys.tallow@corvane.example";

    /// <summary>Where its workspace lies; tests tell it beside others.</summary>
    public string At { get; init; } = Slug;

    public IEnumerable<PartnerPlan> Partners => Acts.OfType<PartnerJoins>().Select(j => j.Partner);

    /// <summary>The plan for the same seed as the product is shown with.</summary>
    public static StoryPlan For(DateTimeOffset now) => Planner.Plan(now, seed: 20_260_312);
}
