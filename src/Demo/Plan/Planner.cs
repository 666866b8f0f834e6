using Entente.Partners;
using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

/// <summary>Puts the story together: cast, companies, the registrations of the screens, all the others, and their order in time.</summary>
internal static class Planner
{
    private const int Deals = 250;
    private const int Leads = 50;
    private const int Opportunities = 250;
    private const int DirectFirst = 20;

    // What the screens call them.
    private const int OakhavenNumber = 987;
    private const int AldermereNumber = 1048;
    private const int MeridewNumber = 377;

    public static StoryPlan Plan(DateTimeOffset now, ulong seed)
    {
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var (time, dice) = (new StoryTime(now), new Dice(seed));
        var names = new NameMaker(dice, NamedDeals.Stems);
        var partners = PartnerCast.All(names);
        var companies = new Companies(names, dice);
        var named = new NamedDeals(time, partners.ToDictionary(p => p.Key, StringComparer.Ordinal), names);

        List<Course> told = [.. named.Decided(), .. named.Undecided(), named.JustApproved()];
        var thistlecrest = told.Single(c => c.Key is "thistlecrest").Claim.Company;
        List<DirectDeal> direct = [.. DirectDeal.Named(time, thistlecrest)];
        while (direct.Count < DirectFirst)
            direct.Add(DirectDeal.Grow($"d{direct.Count:D3}", companies.NextKnown(), time, dice));

        var background = new Background(time, dice, partners, companies, names);
        // Thistlecrest has its conflict with direct sales; a third claim would make it another story.
        told.AddRange(background.Run(Slots(told, time, dice), [.. told.Where(c => c.Claim.Company != thistlecrest)], direct));
        // The CRM has as many deals as the story promises: the rest is direct.
        var wanted = Opportunities - told.Count(c => c.IsApproved);
        while (direct.Count < wanted)
            direct.Add(DirectDeal.Grow($"e{direct.Count:D3}", companies.NextKnown(), time, dice));

        List<StoryAct> joins = [.. PartnerActs(partners, time)];
        var acts = told.SelectMany(c => c.Acts(time.Now))
            .Concat(direct.SelectMany(d => d.Acts()))
            .Concat(joins)
            .Concat(AgreementsPlan.Acts(joins, time))
            .Concat(ConflictActs(told, time))
            .Concat(SegmentsPlan.Acts(time))
            .Concat(News.Acts(time))
            .Concat(LeadsPlan.Acts(time))
            .Concat(RecruitingPlan.Acts(time))
            .Append(new SecondPartnersTakenIn(time.Now - TimeSpan.FromDays(30), StoryPlan.Maren))
            .Concat(TalkHeld.All(time.Now - TimeSpan.FromMinutes(70), NamedDeals.Oakhaven, StoryPlan.Maren, StoryPlan.Ines))
            .Append(new CreditReviewed(time.Now - TimeSpan.FromMinutes(80), StoryPlan.Maren))
            .Append(new PipelineReviewed(time.Now - TimeSpan.FromMinutes(90), StoryPlan.Maren))
            .OrderBy(a => a.At)
            .ThenBy(a => a is PartnerJoins ? 0 : 1)
            .ToList();
        return new(
            now,
            StoryTime.Calendar.StartOf(time.FirstDay).AddHours(8),
            VendorCast.Staff,
            VendorCast.Territories,
            companies.Accounts,
            acts,
            FirstNumber(told, RegistrationKind.Deal, NamedDeals.Aldermere, AldermereNumber),
            FirstNumber(told, RegistrationKind.Lead, NamedDeals.Meridew, MeridewNumber)
        );
    }

    /// <summary>
    /// When the unnamed ones are sent, more from month to month: so many that Oakhaven Media and Aldermere Foods get the numbers
    /// they have on the screens.
    /// </summary>
    private static List<(DateTimeOffset At, RegistrationKind Kind)> Slots(List<Course> told, StoryTime time, Dice dice)
    {
        var deals = told.Where(c => c.Claim.Kind is RegistrationKind.Deal).ToList();
        var oakhaven = told.Single(c => c.Key is NamedDeals.Oakhaven).Submitted;
        var aldermere = told.Single(c => c.Key is NamedDeals.Aldermere).Submitted;
        // Everything unnamed is older than what waits now, and was decided in time.
        var last = StoryTime.Calendar.DateAt(time.ClockAgo(StoryTime.Clock(75))).AddDays(-1);
        var oakDay = StoryTime.Calendar.DateAt(oakhaven);

        var between = AldermereNumber - OakhavenNumber - 1 - deals.Count(c => c.Submitted > oakhaven && c.Submitted < aldermere);
        var before = Deals - deals.Count - between;
        var leads = Leads - (told.Count - deals.Count);
        var slots = new List<(DateTimeOffset At, RegistrationKind Kind)>();
        Add(between, RegistrationKind.Deal, oakDay.AddDays(3), last, 1);
        Add(before, RegistrationKind.Deal, time.FirstDay.AddDays(1), oakDay.AddDays(-3), 0.75);
        Add(leads, RegistrationKind.Lead, time.FirstDay.AddDays(4), last, 0.75);
        return [.. slots.OrderBy(s => s.At)];

        void Add(int count, RegistrationKind kind, DateOnly from, DateOnly until, double bend)
        {
            for (var i = 0; i < count; i++)
            {
                var days = (int)((until.DayNumber - from.DayNumber) * Math.Pow(dice.Share(), bend));
                slots.Add((StoryTime.Working(from.AddDays(days), dice), kind));
            }
        }
    }

    private static int FirstNumber(List<Course> told, RegistrationKind kind, string key, int number)
    {
        var at = told.Single(c => c.Key == key).Submitted;
        return number - told.Count(c => c.Claim.Kind == kind && c.Submitted < at);
    }

    // Of the two conflicts one is taken up; the other one waits for whoever visits.
    private static IEnumerable<StoryAct> ConflictActs(List<Course> told, StoryTime time)
    {
        var contested = told.Single(c => c.Key is "thistlecrest");
        var holder = contested.Partner;
        var dice = new Dice(17);
        yield return new ConflictTakenUp(
            time.Working(6, dice),
            contested.Claim.Company.Name,
            holder.Manager,
            "Ask Priya why she opened a deal beside the partner’s, and hear the partner before Friday. Then one deal, one owner."
        );
        yield return new EvidenceAdded(
            time.Working(5, dice),
            contested.Key,
            holder.People[0].Email,
            "We ran the first workshop with their data office; the second one is booked. The notes went to all who were there."
        );
    }

    private static IEnumerable<StoryAct> PartnerActs(IReadOnlyList<PartnerPlan> partners, StoryTime time)
    {
        var start = StoryTime.Calendar.StartOf(time.FirstDay);
        foreach (var (partner, i) in partners.Select((p, i) => (p, i)))
        {
            var day = StoryTime.Calendar.AddBusinessDays(time.FirstDay.AddDays(partner.JoinsOnDay), 0);
            var joins = partner.JoinsOnDay == 0 ? start.AddHours(9).AddMinutes(i * 2) : StoryTime.Calendar.StartOf(day).AddHours(10);
            yield return new PartnerJoins(joins, partner);
            foreach (var (person, n) in partner.People.Skip(1).Select((p, n) => (p, n)))
                yield return new PersonJoins(joins.AddSeconds(20 * (n + 1)), partner.Key, person);
            if (partner.JoinsOnDay > 0 && partner.JoinsOnDay < 300)
                yield return new PartnerChangesStatus(
                    joins.AddDays(21),
                    partner.Key,
                    PartnerStatus.Active,
                    "First meeting held, team trained"
                );
        }
        yield return new PartnerChangesTier(At(250), PartnerCast.Vantora, PartnerTier.Select, "Four certified people, two references");
        yield return new PartnerChangesTier(At(190), "gneisshaus", PartnerTier.Select, "Revenue of four quarters above the mark");
        yield return new PartnerChangesTier(At(100), PartnerCast.Brightmoor, PartnerTier.Elite, "Third validated solution");
        yield return new TiersPublished(At(60), StoryPlan.Owner);
        var (ines, silke) = (StoryPlan.Ines, "silke.manz@hallbrandt.example");
        yield return Shown(41, PartnerCast.KestrelQuay, ines, TierPlans.Certified, "Jonah Pryce", "Observe engineer", StoryPlan.Maren);
        yield return Shown(40, PartnerCast.KestrelQuay, ines, TierPlans.Certified, "Dilan Aksoy", "Observe architect", StoryPlan.Maren);
        yield return Shown(
            26,
            PartnerCast.KestrelQuay,
            ines,
            TierPlans.References,
            "",
            "Linmere Water speaks to customers",
            StoryPlan.Maren
        );
        yield return Shown(2, PartnerCast.KestrelQuay, ines, TierPlans.Certified, "Ines Calder", "Observe seller", null);
        yield return Shown(38, "hallbrandt", silke, TierPlans.Certified, "Silke Manz", "Observe seller", StoryPlan.Maren);
        yield return new PartnerChangesStatus(At(33), "farrowlight", PartnerStatus.AtRisk, "Silent since the summer");

        TierEvidenceShown Shown(int ago, string partner, string by, string criterion, string who, string what, string? accepted) =>
            new(At(ago), partner, by, criterion, who, what, accepted);
        DateTimeOffset At(int daysAgo) => StoryTime.Calendar.StartOf(time.Today.AddDays(-daysAgo)).AddHours(11);
    }
}
