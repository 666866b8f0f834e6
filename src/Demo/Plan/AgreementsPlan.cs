using Entente.Onboarding.Rules;

namespace Entente.Demo.Plan;

/// <summary>
/// The one agreement of Corvane's program: accepted by every partner as it joins, changed two and a half weeks ago. Most have accepted the change; Kestrel
/// Quay is among those who still have time.
/// </summary>
internal static class AgreementsPlan
{
    public const string Writer = StoryPlan.Maren;
    public const string Name = "Partner agreement";

    private const int ChangedDaysAgo = 18;

    private const string Parts =
        "1. Registered deals\nA deal counts as yours from the day on which Corvane accepts its registration, for as long as its protection runs. Corvane’s own sales do not work against a protected deal.\n\n2. Fair use\nRegister customers whom you know and who know of it. A registration without a customer behind it is taken back.\n\n3. Data\nWhat you write about people at your customers is used for the deal and for nothing else.\n\n";

    private const string End =
        "Ending\nEither side ends this agreement with thirty days’ notice. Protections that run by then run out as agreed.";

    private static readonly AgreementSheet First = AgreementSheet.Empty with { Text = Parts + "4. " + End, GraceDays = 30 };

    private static AgreementSheet Changed(DateOnly from) =>
        new(
            Parts
                + "4. Second partners\nWho brings a second partner into a deal names it in the registration, with its share. Shares are settled before the deal is won.\n\n5. "
                + End,
            "New: part 4, on second partners in a deal. Everything else stays as it was.",
            from,
            30,
            AgreementAudience.Everybody
        );

    public static IEnumerable<StoryAct> Acts(IReadOnlyList<StoryAct> joins, StoryTime time)
    {
        yield return new AgreementPublished(StoryTime.Calendar.StartOf(time.FirstDay).AddHours(8.5), First);
        var changed = StoryTime.Calendar.StartOf(StoryTime.Calendar.AddBusinessDays(time.Today.AddDays(-ChangedDaysAgo), 0)).AddHours(10);
        yield return new AgreementPublished(changed, Changed(StoryTime.Calendar.DateAt(changed)));
        foreach (var (join, n) in joins.OfType<PartnerJoins>().Select((j, n) => (j, n)))
        {
            var admin = join.Partner.People[0].Email;
            yield return new AgreementsAccepted(join.At.AddMinutes(4), admin);
            // Two of three; the first of the cast is Kestrel Quay.
            if (n % 3 != 0)
                yield return new AgreementsAccepted(changed.AddHours(3 + n * 9), admin);
        }
    }
}
