using Entente.Partners;
using Entente.Plans.Rules;

namespace Entente.Onboarding.Rules;

/// <summary>What Entente sees by itself: a step with one ticks itself off, and of some the vendor makes what counts as activated.</summary>
public enum JourneyFact
{
    /// <summary>Nothing that the partner has to accept waits for it.</summary>
    AgreementsAccepted,

    /// <summary>At least two people of the partner may enter.</summary>
    TeamInvited,
    FirstRegistration,
    FirstMeeting,
    FirstWon,
}

/// <summary>A step of a journey.</summary>
/// <param name="Key">Stable over versions: steps of several journeys are counted together by it.</param>
/// <param name="Fact">Null: somebody of the side ticks it.</param>
/// <param name="After">The key of the step that comes before it; null: it is open from the start.</param>
/// <param name="Days">Business days after the start, or after the step before it was closed.</param>
/// <param name="Evidence">Whether something has to be shown when it is ticked.</param>
public sealed record JourneyStep(string Key, string Title, PlanSide Side, JourneyFact? Fact, string? After, int Days, bool Evidence);

/// <summary>What a partner of a type or of a segment goes through, and when it counts as activated.</summary>
/// <param name="Type">Null: it is a segment's, whatever the type.</param>
/// <param name="All">All of the facts are asked for; false: any of them.</param>
public sealed record JourneyTemplate(PartnerType? Type, IReadOnlyList<JourneyStep> Steps, IReadOnlyList<JourneyFact> ActivatedBy, bool All)
{
    public const int UsualPlace = 10;

    /// <summary>The segment of partners that it is for; null: it is a type's.</summary>
    public SegmentId? Segment { get; init; }

    /// <summary>Of several whose segments a partner is in, the one with the lowest place counts.</summary>
    public int Place { get; init; }

    /// <summary>What every workspace starts with: the first five tasks within two weeks, the vendor along for the first meetings (PTN-4).</summary>
    public static JourneyTemplate Standard(PartnerType? type) =>
        new(
            type,
            [
                new("welcome", "Welcome call: who does what on each side", PlanSide.Vendor, null, null, 2, false),
                new("agreements", "Accept the agreements", PlanSide.Partner, JourneyFact.AgreementsAccepted, null, 5, false),
                new("team", "Invite the team", PlanSide.Partner, JourneyFact.TeamInvited, null, 5, false),
                new("offer", "Agree the joint offer and to whom it goes", PlanSide.Partner, null, "welcome", 5, true),
                new("targets", "List the first ten customers to speak to", PlanSide.Partner, null, "offer", 3, true),
                new("register", "Register the first deal", PlanSide.Partner, JourneyFact.FirstRegistration, "targets", 10, false),
                new("meetings", "Go along to the first three meetings", PlanSide.Vendor, null, "register", 20, true),
                new("won", "Win the first deal", PlanSide.Partner, JourneyFact.FirstWon, "register", 60, false),
            ],
            [JourneyFact.FirstRegistration],
            true
        );

    /// <summary>The template of a partner in these segments; null: none of these is for it, so that of its type counts.</summary>
    public static T? Choose<T>(IEnumerable<T> aimed, Func<T, JourneyTemplate> template, IReadOnlySet<SegmentId> segments)
        where T : class =>
        aimed
            .Where(t => template(t).Segment is { } segment && segments.Contains(segment))
            .OrderBy(t => template(t).Place)
            // Of two with the same place the older segment: ids are in order of time.
            .ThenBy(t => template(t).Segment!.Value.Value)
            .FirstOrDefault();

    /// <summary>Whether these facts make the partner activated.</summary>
    public bool Activates(IReadOnlySet<JourneyFact> facts) =>
        ActivatedBy.Count > 0 && (All ? ActivatedBy.All(facts.Contains) : ActivatedBy.Any(facts.Contains));
}

/// <summary>How facts are called.</summary>
public static class JourneyWords
{
    public static string Words(this JourneyFact fact) =>
        fact switch
        {
            JourneyFact.AgreementsAccepted => "Agreements accepted",
            JourneyFact.TeamInvited => "A second person of the team is there",
            JourneyFact.FirstRegistration => "First registration sent",
            JourneyFact.FirstMeeting => "First meeting held",
            JourneyFact.FirstWon => "First deal won",
            _ => throw new ArgumentOutOfRangeException(nameof(fact)),
        };

    public static string Activation(this JourneyTemplate template) =>
        string.Join(
            template.All ? " and " : " or ",
            template.ActivatedBy.Select((f, i) => i == 0 ? f.Words() : char.ToLowerInvariant(f.Words()[0]) + f.Words()[1..])
        );
}

/// <summary>Why a template cannot be published: a sentence by field (<c>steps</c>, <c>steps[2].title</c>, <c>activatedBy</c>).</summary>
public static class JourneyCheck
{
    public const int MostSteps = 20;
    public const int LongestTitle = 120;
    public const int MostDays = 365;
    public const int LastPlace = 99;

    public static IReadOnlyDictionary<string, string> Wrong(JourneyTemplate template)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var steps = template.Steps;
        if (steps.Count is 0 or > MostSteps)
            wrong["steps"] = $"A journey has between 1 and {MostSteps} steps.";
        if (template.ActivatedBy.Count == 0)
            wrong["activatedBy"] = "Choose at least one thing that counts as activated: without it nobody knows when onboarding worked.";
        if (template is { Segment: not null, Place: < 1 or > LastPlace })
            wrong["place"] = $"Give a place between 1 and {LastPlace}.";
        var byKey = steps.GroupBy(s => s.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.Title.Length is 0 or > LongestTitle)
                wrong[$"steps[{i}].title"] = $"Say what is to be done, in up to {LongestTitle} characters.";
            if (step.Days is < 0 or > MostDays)
                wrong[$"steps[{i}].days"] = $"Give between 0 and {MostDays} business days.";
            if (step.After is { } after && !byKey.ContainsKey(after))
                wrong[$"steps[{i}].after"] = "Choose a step of this journey.";
            else if (Circle(step, byKey))
                wrong[$"steps[{i}].after"] = $"“{step.Title}” would wait for itself: choose another step.";
        }
        return wrong;
    }

    // Whether following what comes before leads back to the step itself.
    private static bool Circle(JourneyStep step, Dictionary<string, JourneyStep> byKey)
    {
        var seen = 0;
        for (var at = step.After; at is not null && byKey.TryGetValue(at, out var before) && seen++ <= byKey.Count; at = before.After)
            if (at == step.Key)
                return true;
        return false;
    }
}
