using Entente.Partners;
using Entente.Recruitment.Take;

namespace Entente.Demo.Plan;

/// <summary>What staff make of a candidate.</summary>
internal enum CandidateDeed
{
    Looks,
    Scores,
    Postpones,
    Declines,
}

/// <summary>Who wants to become a partner in the last weeks, and what is done together with one who is.</summary>
internal static class RecruitingPlan
{
    private const string Edda = "edda.solberg@corvane.example";

    public static IEnumerable<StoryAct> Acts(StoryTime time)
    {
        yield return new RecruitmentOpened(At(time, 22, 9), StoryPlan.Owner);
        yield return new CandidateFound(
            At(time, 18, 10),
            Edda,
            Of("Harrowmere Digital", "United Kingdom", nameof(PartnerType.Reseller), "UK & Ireland")
        );
        yield return new CandidateFound(
            At(time, 15, 11),
            Edda,
            Of("Lindqvarn Konsult", "Sweden", nameof(PartnerType.SystemIntegrator), "Nordics")
        );
        yield return new CandidateJudged(At(time, 14, 15), Edda, "Lindqvarn Konsult", CandidateDeed.Postpones);
        yield return new CandidateFound(
            At(time, 12, 10),
            StoryPlan.Maren,
            Of("Wielogost Cloudworks", "Poland", nameof(PartnerType.Msp), "DACH")
        );
        yield return new CandidateJudged(At(time, 10, 11), StoryPlan.Maren, "Wielogost Cloudworks", CandidateDeed.Declines);
        yield return new CandidateJudged(At(time, 9, 9), Edda, "Harrowmere Digital", CandidateDeed.Looks);
        yield return new CandidateJudged(At(time, 8, 14), Edda, "Harrowmere Digital", CandidateDeed.Scores);
        yield return new CandidateJudged(At(time, 7, 16), StoryPlan.Maren, "Harrowmere Digital", CandidateDeed.Scores);
        yield return new CandidateFound(
            At(time, 5, 12),
            StoryPlan.Maren,
            Of("Ravensgill Data", "United Kingdom", nameof(PartnerType.Referral), "UK & Ireland")
        );
        yield return new CandidateFound(At(time, 3, 10), Edda, Of("Feldkirch Partner", "Austria", nameof(PartnerType.Reseller), "DACH"));
        for (var step = 0; step < 4; step++)
            yield return new PlanWorkedOn(At(time, 6 - step, 13), NamedDeals.Oakhaven, StoryPlan.Maren, StoryPlan.Ines, step);
    }

    private static DateTimeOffset At(StoryTime time, int businessDaysAgo, int hour) =>
        StoryTime.Calendar.StartOf(StoryTime.Calendar.AddBusinessDays(time.Today, -businessDaysAgo)) + StoryTime.Clock(hour);

    private static CandidateInput Of(string company, string country, string type, string region)
    {
        var host = company.Split(' ')[0].ToLowerInvariant() + ".example";
        return new(
            company,
            host,
            country,
            type,
            "Mid-market",
            region,
            "A team that installs and looks after it, and customers who trust them.",
            "Leads, training and a price that leaves them a margin.",
            "The managing director",
            "office@" + host,
            null,
            null,
            "story-" + host
        );
    }
}
