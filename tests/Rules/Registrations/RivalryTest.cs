using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Rules.Registrations;

public sealed class RivalryTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly PartnerId Us = Ids.New<PartnerId>(Now);
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/London");

    [Fact]
    public void Alone_there_is_nothing_to_rule() => Rule([], []).ShouldBeNull();

    [Fact]
    public void A_direct_opportunity_that_sleeps_does_not_count_as_registered() =>
        Rule([Direct(Now.AddDays(-61))], [])!.Leader!.Name.ShouldBe("Kestrel Quay");

    [Fact]
    public void A_direct_opportunity_that_is_worked_on_leads_by_its_earlier_date() =>
        Rule([Direct(Now.AddDays(-5))], [])!.Leader!.Name.ShouldBe("Direct sales");

    [Fact]
    public void Among_several_the_claim_is_told_against_whoever_leads()
    {
        Rule([Direct(Now.AddDays(-5))], [Rival])!.Second.Name.ShouldBe("Direct sales", "somebody has worked on it since before the claim");
        Rule([Direct(Now.AddDays(-61))], [Rival])!.Second.Name.ShouldBe("Vantora");
    }

    private static readonly RivalFact Rival = new(
        Guid.Empty,
        "DR-0001",
        Ids.New<PartnerId>(Now.AddDays(-9)),
        "Vantora",
        "Aldermere",
        3,
        RegistrationState.InReview,
        ProtectionState.None,
        Now.AddDays(-9),
        null,
        null
    );

    private static OpportunityFact Direct(DateTimeOffset touched) =>
        new(Guid.Empty, Guid.Empty, "Plants", "Discovery", null, null, null, Now.AddDays(-90), touched);

    private static Ruling? Rule(IReadOnlyList<OpportunityFact> opportunities, IReadOnlyList<RivalFact> rivals)
    {
        var claim = Claims.Bare("Aldermere");
        var facts = new ClaimFacts(claim, new(Us, "Kestrel Quay", "Select", 2, true, "active", [], true), [], opportunities, rivals);
        return Rivalry.Of(facts, Now.AddDays(-1), null, Terms, Now);
    }
}
