using Entente.Partners;
using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

/// <summary>The registrations nobody remembers by name: enough of each fate, spread over the months.</summary>
internal sealed class Background(StoryTime time, Dice dice, IReadOnlyList<PartnerPlan> partners, Companies companies, NameMaker names)
{
    private enum Fate
    {
        Approve,
        Duplicate,
        ActiveCycle,
        Customer,
        Territory,
        NotQualified,
        Reject,
        Unanswered,
    }

    // What is left to hand out besides approvals.
    private readonly Dictionary<Fate, int> left = new()
    {
        [Fate.Duplicate] = 20,
        [Fate.ActiveCycle] = 6,
        [Fate.Customer] = 7,
        [Fate.Territory] = 5,
        [Fate.NotQualified] = 18,
        [Fate.Reject] = 8,
        [Fate.Unanswered] = 6,
    };

    /// <param name="slots">When something is registered, in order, and as what.</param>
    /// <param name="known">Courses that exist already; rivals may claim their companies.</param>
    public IReadOnlyList<Course> Run(
        IReadOnlyList<(DateTimeOffset At, RegistrationKind Kind)> slots,
        IReadOnlyList<Course> known,
        IReadOnlyList<DirectDeal> direct
    )
    {
        var courses = new List<Course>();
        foreach (var (at, kind) in slots)
        {
            var partner = PartnerAt(at);
            // Drawn from what is left, like cards: at the end all fates were handed out.
            var slotsLeft = slots.Count - courses.Count;
            var fate = dice.Pick(Enum.GetValues<Fate>(), f => f is Fate.Approve ? Math.Max(0, slotsLeft - left.Values.Sum()) : left[f]);
            var rival = fate is Fate.Duplicate ? Rival(courses.Concat(known), partner, at) : null;
            var cycle =
                fate is Fate.ActiveCycle
                    ? direct.FirstOrDefault(d =>
                        d.OpenAt(at) && d.OpenAt(at.AddDays(5)) && d.Key.StartsWith("d0", StringComparison.Ordinal)
                    )
                    : null;
            if (!Fits(fate, partner, at, rival, cycle))
                fate = Fate.Approve;
            else if (fate is not Fate.Approve)
                left[fate]--;
            var company = fate switch
            {
                Fate.Duplicate => rival!.Claim.Company,
                Fate.ActiveCycle => cycle!.Company,
                Fate.Customer => companies.NextCustomer(partner.Market) ?? names.Company(partner.Market),
                Fate.Territory => names.Company(partner.Market is Market.German ? Market.Nordics : Market.German),
                _ => companies.Next(partner.Market),
            };
            courses.Add(Decide(Open($"r{courses.Count + 1:D3}", partner, company, at, kind), fate));
        }
        return courses;
    }

    private bool Fits(Fate fate, PartnerPlan partner, DateTimeOffset at, Course? rival, DirectDeal? cycle) =>
        fate switch
        {
            Fate.Duplicate => rival is not null,
            Fate.ActiveCycle => cycle is not null,
            Fate.Territory => partner.Market is not Market.Europe,
            Fate.Unanswered => time.DaysSince(at) > 30,
            _ => true,
        };

    private PartnerPlan PartnerAt(DateTimeOffset at)
    {
        var day = StoryTime.Calendar.DateAt(at).DayNumber - time.FirstDay.DayNumber;
        // Kestrel Quay's last weeks are told by name.
        return dice.Pick(
            partners,
            p =>
                (p.JoinsOnDay > 0 && p.JoinsOnDay + 6 > day) || (p.Key is PartnerCast.KestrelQuay && time.DaysSince(at) < 25) ? 0 : p.Weight
        );
    }

    private Course? Rival(IEnumerable<Course> courses, PartnerPlan partner, DateTimeOffset at)
    {
        var held = courses
            .Where(c =>
                c.Partner.Key != partner.Key && c.ProtectsAt(at) && c.ProtectsAt(at.AddDays(4)) && Sells(partner, c.Claim.Company.Market)
            )
            .ToList();
        return held.Count == 0 ? null : dice.Pick(held);
    }

    private static bool Sells(PartnerPlan partner, Market market) => partner.Market is Market.Europe || partner.Market == market;

    private Course Open(string key, PartnerPlan partner, CompanyPlan company, DateTimeOffset at, RegistrationKind kind)
    {
        var sellers = partner.People.Where(p => p.Role is not Access.PartnerRole.Finance).ToList();
        var claim = new ClaimPlan(
            kind,
            company,
            AmountOf(partner.Type),
            dice.Pick(["Observe", "Lineage", "Observe, Lineage", "Catalogue"], p => p is "Observe" ? 4 : 2),
            Problems.For(company.Industry, dice),
            dice.Pick(Enum.GetValues<StageGuess>()),
            StoryTime.Calendar.DateAt(at).AddDays(dice.Roll(45, 130))
        );
        return new(key, partner, dice.Pick(sellers).Email, claim, at);
    }

    private int AmountOf(PartnerType type) =>
        500
        * type switch
        {
            PartnerType.SystemIntegrator or PartnerType.Distributor => dice.Roll(60, 380),
            PartnerType.Referral or PartnerType.Affiliate or PartnerType.Agency => dice.Roll(16, 90),
            _ => dice.Roll(30, 230),
        };

    private Course Decide(Course course, Fate fate)
    {
        if (fate is Fate.Unanswered)
            return course with { Question = Ask(course.Submitted, InfoTopic.ProofOfEngagement, answer: false) };
        // Late in the story there is no time left for a question.
        var question =
            fate is not Fate.Approve || !dice.Chance(14) || time.DaysSince(course.Submitted) < 14
                ? null
                : Ask(course.Submitted, dice.Pick(Questions).Topic, answer: true);
        // The promise is kept but for a few.
        var hours = dice.Chance(4) && time.DaysSince(course.Submitted) > 8 ? dice.Roll(49, 56) : dice.Roll(2, 26);
        var at = StoryTime.WorkingAfter(question?.Answered ?? course.Submitted, TimeSpan.FromHours(hours), dice);
        var decided = course with { Question = question, Decision = Decision(fate, at, course.Partner.Manager) };
        if (!decided.IsApproved)
            return decided;
        return DealLife.Grow(decided, time, dice, MustBeClosed(decided));
    }

    // Only the protections that the screens show end within a fortnight; and Kestrel Quay's open deals are those of its page.
    private bool MustBeClosed(Course course)
    {
        var days = course.WindowDays - time.DaysSince(course.Decision!.At);
        return days is >= -1 and <= 16 || course.Partner.Key is PartnerCast.KestrelQuay;
    }

    private static readonly (InfoTopic Topic, string Text, string Answer)[] Questions =
    [
        (
            InfoTopic.ProofOfEngagement,
            "Who did you speak to, and when? An invitation or notes will do.",
            "We met on site last week; the notes are with our seller, the contact confirmed the problem."
        ),
        (
            InfoTopic.BudgetOrTiming,
            "Is there a budget for this year?",
            "Yes, approved in the last board meeting; they want to start within the quarter."
        ),
        (
            InfoTopic.WhoDecides,
            "Who decides, and did they ask for this?",
            "The contact decides up to the amount we gave; above it the finance director signs."
        ),
        (InfoTopic.CompanyDetails, "Which of their companies will sign?", "The company as registered; the group only holds the shares."),
    ];

    private Question Ask(DateTimeOffset submitted, InfoTopic topic, bool answer)
    {
        var asked = StoryTime.WorkingAfter(submitted, TimeSpan.FromHours(dice.Roll(2, 20)), dice);
        var (_, text, words) = Questions.First(q => q.Topic == topic);
        return answer
            ? new(asked, topic, text, StoryTime.WorkingAfter(asked, TimeSpan.FromHours(dice.Roll(2, 70)), dice), words)
            : new(asked, topic, text);
    }

    private static Decision Decision(Fate fate, DateTimeOffset at, string by) =>
        fate switch
        {
            Fate.Approve => new(at, Verdict.Approve, by),
            Fate.Duplicate => new(at, Verdict.Decline, by, null, RefusalReason.Duplicate),
            Fate.ActiveCycle => new(at, Verdict.Decline, by, "Our own people are in talks there.", RefusalReason.ActiveSalesCycle),
            Fate.Customer => new(at, Verdict.Decline, by, null, RefusalReason.ExistingCustomer),
            Fate.Territory => new(at, Verdict.Decline, by, "We can introduce you to the team there.", RefusalReason.OutsideTerritory),
            Fate.Reject => new(at, Verdict.Reject, by, "Come back with a first call on record.", RefusalReason.NotEnoughEvidence),
            _ => new(at, Verdict.Decline, by, "Too early: no need, no date.", RefusalReason.NotQualified),
        };
}
