using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Change;
using Entente.Registrations.Check;
using Entente.Registrations.Decide;
using Entente.Registrations.Publish;
using Entente.Registrations.Release;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Entente.Ui.Parts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>How much is protected at once. In a house of its own; each test limits a product that no other test names.</summary>
public sealed class PlacesTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task Beyond_the_limit_nobody_approves_until_a_protection_is_released_or_an_approval_undone()
    {
        var story = await Limited("Alpha", new(null, 2, true));
        var first = await Approved(story, story.Ines, "Alpha One", "Alpha");
        await Approved(story, story.Jonah, "Alpha Two", "Alpha");
        await Approved(story, story.Jonah, "Alpha Elsewhere", "Other");
        var third = await Submitted(story, story.Ines, "Alpha Three", "Alpha");

        var full = await story.Decide(third, accept: true);
        (full.Problem!.Kind, full.Problem.Code).ShouldBe((ProblemKind.Conflict, "registration.no_place"));
        full.Problem.Message.ShouldBe("2 of 2 are taken: registrations for the product “Alpha”. It can be approved when a place is free.");
        (await story.Load(third)).State.ShouldBe(RegistrationState.InReview, "it keeps its date and waits");

        var version = (await story.Load(first)).Version;
        (await house.Act<ReleaseProtection, Result>(story.Maren, u => u.Run(first, version, "Given back.", Ct))).Problem.ShouldBeNull();
        (await story.Decide(third)).Problem.ShouldBeNull();
        var fourth = await Submitted(story, story.Jonah, "Alpha Four", "Alpha");
        (await story.Decide(fourth)).Problem!.Code.ShouldBe("registration.no_place");
        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(third, null, Ct))).Problem.ShouldBeNull();
        (await story.Decide(fourth)).Problem.ShouldBeNull("what was undone takes no place");
    }

    [Fact]
    public async Task Of_claims_approved_in_the_same_second_exactly_as_many_as_there_are_places_are_protected()
    {
        var story = await Limited("Beta", new(3, 4, true));
        var claims = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            claims.Add(await Submitted(story, story.Ines, $"Beta Ines {i}", "Beta"));
            claims.Add(await Submitted(story, story.Jonah, $"Beta Jonah {i}", "Beta"));
        }

        var versions = new Dictionary<string, int>();
        foreach (var number in claims)
            versions[number] = (await story.Load(number)).Version;
        var done = await Task.WhenAll(
            claims.Select(n =>
                Task.Run(
                    () => house.Act<ApproveRegistration, Result>(story.Maren, u => u.Run(new(n, versions[n], AcceptRuling: true), Ct)),
                    Ct
                )
            )
        );

        done.Count(d => d.Ok).ShouldBe(4);
        done.Where(d => !d.Ok).Select(d => d.Problem!.Code).Distinct().ShouldBe(["registration.no_place"]);
        var held = new List<PartnerId>();
        foreach (var number in claims)
            if (await story.Load(number) is { Protection: ProtectionState.Conditional or ProtectionState.Active } one)
                held.Add(one.PartnerId);
        held.Count.ShouldBe(4);
        held.GroupBy(p => p).ShouldAllBe(g => g.Count() <= 3);
    }

    [Fact]
    public async Task A_limit_that_only_warns_lets_a_person_approve_one_more()
    {
        var story = await Limited("Gamma", new(1, null, false));
        await Approved(story, story.Ines, "Gamma One", "Gamma");
        var second = await Submitted(story, story.Ines, "Gamma Two", "Gamma");

        (await Review(story, second))!.Findings.Single(f => f.Title == "The partner has no place left").Verdict.ShouldBe(Verdict.Warn);
        (await story.Decide(second)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_partner_hears_of_its_own_places_and_never_what_others_hold()
    {
        var story = await Limited("Delta", new(2, 2, true));
        await Approved(story, story.Jonah, "Delta Secret", "Delta");
        await Approved(story, story.Jonah, "Delta Hidden", "Delta");

        var alone = await Submitted(story, story.Ines, "Delta Claimed", "Delta");
        var before = (await Status(story, alone))!;
        var review = (await Review(story, alone))!;

        review.Findings.Single(f => f.Title == "No place is left").Verdict.ShouldBe(Verdict.Block);
        review.Findings.Single(f => f.Title == "Places of the partner").Verdict.ShouldBe(Verdict.Pass);
        review.PartnerReads.ShouldContain("If declined, besides your reason: All places for such registrations are taken at the moment.");
        var said = System.Text.Json.JsonSerializer.Serialize(before);
        foreach (var word in (string[])["All places", "of 2", "Vantora", "taken at the moment"])
            said.ShouldNotContain(word, Case.Insensitive);
        var live = await house.Act<CheckClaim, Result<LiveAnswer>>(
            story.Ines,
            u => u.Run(RegistrationStory.Claim("Delta Looked Up") with { Product = "Delta" }, Ct)
        );
        live.Value.Lines.ShouldAllBe(l => !l.Text.Contains("place", StringComparison.OrdinalIgnoreCase));
        (await story.Trace(alone))
            .Facts.Places!.ShouldHaveSingleItem()
            .ShouldBe(new PlaceFact("Registrations for the product “Delta”", 0, 2));
    }

    [Fact]
    public async Task A_change_of_a_protected_claim_needs_no_second_place_and_one_that_moves_into_a_full_product_does()
    {
        var story = await Limited("Epsilon", new(null, 1, true));
        var held = await Approved(story, story.Ines, "Epsilon One", "Epsilon");
        var other = await Approved(story, story.Ines, "Epsilon Other", "Something");

        await Amend(story, held, c => c with { Amount = "250,000" });
        (await story.Decide(held)).Problem.ShouldBeNull("its place is its own");
        await Amend(story, other, c => c with { Amount = "250,000", Product = "Epsilon" });
        (await story.Decide(other)).Problem!.Code.ShouldBe("registration.no_place");
    }

    [Fact]
    public async Task Only_registrations_of_partners_that_the_rule_is_for_take_its_places()
    {
        var story = await RegistrationStory.In(house);
        await Publish(new PolicyRule("Select", new(Tier: PartnerTier.Select) { Products = ["Zeta"] }) { Capacity = new(null, 1, true) });
        await Approved(story, story.Jonah, "Zeta One", "ZETA");
        (await story.Decide(await Submitted(story, story.Ines, "Zeta Two", "Zeta"))).Problem!.Code.ShouldBe("registration.no_place");

        await Publish(new PolicyRule("Elite", new(Tier: PartnerTier.Elite) { Products = ["Zeta"] }) { Capacity = new(null, 1, true) });
        (await story.Decide(await Submitted(story, story.Ines, "Zeta Three", "Zeta"))).Problem.ShouldBeNull("the limit is for others");
    }

    private async Task<RegistrationStory> Limited(string product, Capacity capacity)
    {
        var story = await RegistrationStory.In(house);
        await Publish(new PolicyRule(product, new() { Products = [product] }) { Capacity = capacity });
        return story;
    }

    private Task Publish(PolicyRule rule) => house.PublishPolicy(Policy.Default with { Rules = [rule] });

    private static async Task<string> Submitted(RegistrationStory story, Actor who, string company, string product)
    {
        var sent = await story.Submit(who, RegistrationStory.Claim(company) with { Product = product });
        sent.Problem.ShouldBeNull();
        return sent.Value.Number;
    }

    private static async Task<string> Approved(RegistrationStory story, Actor who, string company, string product)
    {
        var number = await Submitted(story, who, company, product);
        (await story.Approve(number)).Problem.ShouldBeNull();
        return number;
    }

    private async Task Amend(RegistrationStory story, string number, Func<ClaimInput, ClaimInput> change)
    {
        var company = (await story.Load(number)).Company;
        var claim = change(RegistrationStory.Claim(company) with { Product = (await story.Load(number)).Product });
        var done = await house.Act<AmendRegistration, Result<Changed>>(story.Ines, u => u.Run(new(number, claim), Ct));
        done.Problem.ShouldBeNull();
        done.Value.Reviewed.ShouldBeTrue();
    }

    private async Task<ReviewView?> Review(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Maren);
        return await scope.ServiceProvider.GetRequiredService<ReviewQuery>().Load(number, Ct);
    }

    private async Task<StatusView?> Status(RegistrationStory story, string number)
    {
        await using var scope = house.As(story.Ines);
        return await scope.ServiceProvider.GetRequiredService<StatusQuery>().Load(number, Ct);
    }
}
