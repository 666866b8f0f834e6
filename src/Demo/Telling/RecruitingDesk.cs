using System.Globalization;
using Entente.Demo.Plan;
using Entente.Platform.Values;
using Entente.Recruitment.Book;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Show;
using Entente.Recruitment.Take;

namespace Entente.Demo.Telling;

/// <summary>Companies that want to become partners, and what staff make of them.</summary>
internal sealed class RecruitingDesk(People people)
{
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);

    public Task Open(RecruitmentOpened act, CancellationToken ct) =>
        people.Do<RecruitmentShelf, int>(
            people[act.By],
            "rules of recruitment",
            async s =>
                await s.Publish(
                    RecruitmentBook.Standard with
                    {
                        Open = true,
                    },
                    new Dictionary<string, string>(StringComparer.Ordinal),
                    "Anybody may apply now",
                    (await s.InForce(ct)).Number,
                    ct
                )
        );

    public async Task Find(CandidateFound act, CancellationToken ct) =>
        numbers[act.Candidate.Company!] = await people.Do<AddCandidate, string>(
            people[act.By],
            act.Candidate.Company!,
            a => a.Run(act.Candidate, CandidateSource.Added, ct)
        );

    public async Task Judge(CandidateJudged act, CancellationToken ct)
    {
        var (by, number) = (people[act.By], numbers[act.Company]);
        if (act.What is CandidateDeed.Scores)
        {
            await people.Do<ScoreCandidate>(by, act.Company, s => s.Run(number, Scores(act.By == StoryPlan.Maren), ct));
            return;
        }
        var seen = (await people.Act<CandidateQuery, CandidateView?>(by, q => q.Load(number, ct)))!.Seen;
        var at = new CandidateAt(number, seen);
        var revisit = StoryTime.Calendar.DateAt(act.At).AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await people.Do<MoveCandidate>(
            by,
            act.Company,
            m =>
                act.What switch
                {
                    CandidateDeed.Looks => m.Evaluate(at, "They know three of our customers.", ct),
                    CandidateDeed.Postpones => m.Postpone(at, revisit, "Their team is full until the spring.", ct),
                    _ => m.Decline(
                        at,
                        DeclineReason.Market,
                        "We have nobody who looks after that market.",
                        "We do not work in your market yet.",
                        true,
                        ct
                    ),
                }
        );
    }

    // Two people who do not think alike: what a scorecard is for.
    private static List<ScoreInput> Scores(bool strict) =>
        [
            .. Enum.GetValues<FitCriterion>()
                .Select(
                    (c, n) =>
                        new ScoreInput(
                            c,
                            (strict ? 3 + n % 2 : 4 + n % 2).ToString(CultureInfo.InvariantCulture),
                            n == 0 ? "Sells to the same heads of data as we do." : null
                        )
                ),
        ];
}
