using Entente.Conflicts.Decide;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Registrations.Publish;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Programs;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>Certificates that were accepted count where the policy asks for them. In a house of its own: one certificate makes it known who has none.</summary>
public sealed class CertifiedLeadsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_claims_on_one_day_the_partner_with_certified_people_leads_in_the_review_and_in_the_case()
    {
        var story = await ConflictStory.In(house);
        await house.Publish(TierStory.AsksForPeople(PartnerType.Reseller));
        var (first, second) = await OnOneDay(story, "Claimed At Once");
        (await Leads(story, first, "Claimed At Once")).ShouldBe(("Kestrel", "Kestrel"), "nobody is certified: the exact time decides");

        await Certify(story.Claims.Vantora, "Ada Lind", "Observe engineer");

        foreach (var number in new[] { first, second })
            (await Leads(story, number, "Claimed At Once")).ShouldBe(("Vantora", "Vantora"));
        house.Clock.Advance(TimeSpan.FromDays(41));
        (await Leads(story, first, "Claimed At Once")).ShouldBe(("Kestrel", "Kestrel"), "the certificate has ended");
    }

    [Fact]
    public async Task A_rule_that_asks_for_a_certificate_is_met_by_one_on_record_and_by_no_other()
    {
        var story = await ConflictStory.In(house);
        await house.Publish(TierStory.AsksForPeople(PartnerType.Reseller));
        await Certify(story.Claims.Vantora, "Bo Aas", "Observe engineer");
        await Certify(story.Claims.Kestrel, "Cy Dahl", "Another thing");
        await Publish(new("Certified", Scope.Any) { Gates = [new(GateKind.Certification, "observe engineer")] });

        var without = await story.Claims.Submitted(story.Claims.Ines, "Gate Shut");
        var with = await story.Claims.Submitted(story.Claims.Jonah, "Gate Open");

        (await Gate(story, with)).ShouldBe((Severity.Info, "All on record."));
        (await Gate(story, without)).Severity.ShouldNotBe(Severity.Info);
    }

    private async Task<(string First, string Second)> OnOneDay(ConflictStory story, string company)
    {
        var first = await story.Claims.Submitted(story.Claims.Ines, company);
        house.Clock.Advance(TimeSpan.FromMinutes(20));
        var second = await story.Claims.Submitted(story.Claims.Jonah, company);
        await house.Work();
        return (first, second);
    }

    // The first words of their names: in the review, in the case.
    private async Task<(string Review, string Case)> Leads(ConflictStory story, string number, string company)
    {
        var review = (await house.Act<ReviewQuery, ReviewView?>(story.Claims.Maren, q => q.Load(number, Ct)))!.Ruling!.Leader!;
        var one = (await story.Of(company))!;
        var weighed = await house.Act<Weighing, Weighed>(story.Claims.Maren, w => w.Of(one, house.Clock.Now, Ct));
        return (review.Split(' ')[0], weighed.Parties.Single(p => p.Key == weighed.Ruling.Leader).Name.Split(' ')[0]);
    }

    private Task Certify(Entente.Platform.Values.PartnerId partner, string who, string what) =>
        house.Certify(partner, who, what, house.Corvane.DayOf(house.Clock.Now).AddDays(40));

    private static async Task<(Severity Severity, string Words)> Gate(ConflictStory story, string number)
    {
        var gate = (await story.Claims.Trace(number)).Findings.Single(f => f.Code == FindingCodes.Gate);
        return (gate.Severity, gate.StaffText);
    }

    private Task Publish(PolicyRule rule) => house.PublishPolicy(Policy.Default with { Rules = [rule] });
}
