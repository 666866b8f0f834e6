using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Onboarding;

/// <summary>What must be accepted by now comes before the next registration of the company; rules of the policy see what it accepted.</summary>
public sealed class AgreementGateTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly AgreementStory story = new(house);

    [Fact]
    public async Task After_the_grace_no_claim_of_the_company_is_taken_through_any_door_until_somebody_who_may_accepted()
    {
        await story.Alone();
        var claims = await RegistrationStory.In(house);
        var ada = await story.Person(claims.Kestrel);
        var seller = await story.Person(claims.Kestrel, PartnerRole.Seller);
        var name = AgreementStory.Name();
        var id = await story.Out(AgreementStory.Sheet(grace: 2), name: name);

        (await claims.Submit(seller, RegistrationStory.Claim("Before Foods"))).Problem.ShouldBeNull("its grace is not over");
        house.Clock.Advance(TimeSpan.FromDays(2));

        foreach (var door in new[] { Channel.Web, Channel.Link, Channel.Api, Channel.Mail, Channel.Slack, Channel.Import })
        {
            var refused = (
                await claims.Submit(seller with { Channel = door }, RegistrationStory.Claim($"{door} Foods"))
            ).Problem.ShouldNotBeNull();
            refused.Code.ShouldBe("agreement.accept_first", door.ToString());
            refused.Message.ShouldContain($"“{name}”");
            refused.Message.ShouldContain(ada.Name!, customMessage: "a colleague who may not accept reads who can");
        }
        (await claims.Submit(ada, RegistrationStory.Claim("Admin Foods"))).Problem!.Message.ShouldContain("You can do that now.");
        (
            await house.Act<SubmitRegistration, Result<Receipt>>(
                claims.Maren,
                u => u.Run(new(RegistrationStory.Claim("Staff Foods"), "staff-agreed", claims.Kestrel), Ct)
            )
        ).Problem.ShouldBeNull("staff are not gated");

        (await story.Accept(seller, id)).Problem!.Code.ShouldBe("agreement.may_not_accept");
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        (await claims.Submit(seller, RegistrationStory.Claim("After Foods"))).Problem.ShouldBeNull();
        (await claims.Submit(claims.Jonah, RegistrationStory.Claim("Others Foods"))).Problem!.Code.ShouldBe(
            "agreement.accept_first",
            "another company's click opens nothing"
        );
    }

    [Fact]
    public async Task A_new_version_leaves_the_old_acceptance_enough_until_its_own_grace_is_over()
    {
        await story.Alone();
        var claims = await RegistrationStory.In(house);
        var ada = await story.Person(claims.Kestrel);
        var id = await story.Out(AgreementStory.Sheet("One"));
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        await story.Out(AgreementStory.Sheet("Two", grace: 3) with { Note = "More", EffectiveOn = story.Today.AddDays(2) }, id);

        (await claims.Submit(ada, RegistrationStory.Claim("Early Foods"))).Problem.ShouldBeNull();
        (await story.List(ada)).Single(l => l.Id == id).Standing.ShutsOn.ShouldBe(story.Today.AddDays(5));
        house.Clock.Advance(TimeSpan.FromDays(4));
        (await claims.Submit(ada, RegistrationStory.Claim("Grace Foods"))).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(1));
        (await claims.Submit(ada, RegistrationStory.Claim("Late Foods"))).Problem!.Code.ShouldBe("agreement.accept_first");
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        (await claims.Submit(ada, RegistrationStory.Claim("Late Foods"))).Problem.ShouldBeNull();
        (await story.Read(ada, id, 1)).ShouldNotBeNull().Text.ShouldBe("One", "what they accepted stays theirs to read");
    }

    [Fact]
    public async Task What_is_for_others_or_ended_stands_in_nobody_s_way_and_a_claim_sent_before_gets_its_first_answer()
    {
        await story.Alone();
        var claims = await RegistrationStory.In(house);
        await story.Out(AgreementStory.Sheet() with { For = new([PartnerType.Referral], []) });
        await story.Out(AgreementStory.Sheet() with { For = new([], [PartnerTier.Elite]) });
        var first = await claims.Submit(claims.Ines, RegistrationStory.Claim("Twice Foods"), "agreed-twice");
        first.Problem.ShouldBeNull("it is a reseller at Select");

        var id = await story.Out(AgreementStory.Sheet() with { For = new([PartnerType.Reseller], [PartnerTier.Select]) });
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Shut Foods"))).Problem.ShouldNotBeNull();
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Twice Foods"), "agreed-twice")).Value.Number.ShouldBe(
            first.Value.Number
        );
        (await story.End(id)).Problem.ShouldBeNull();
        (await claims.Submit(claims.Ines, RegistrationStory.Claim("Shut Foods"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_rule_that_asks_for_an_agreement_by_name_sees_what_the_company_accepted()
    {
        await story.Alone();
        var claims = await RegistrationStory.In(house);
        var ada = await story.Person(claims.Kestrel);
        var name = AgreementStory.Name();
        await Publish(new("Resellers sign", Scope.Any) { Gates = [new(GateKind.Agreement, name.ToUpperInvariant())] });
        // Long grace: its own gate stays open, the policy's does not.
        var id = await story.Out(AgreementStory.Sheet(grace: 300), name: name);

        var before = await claims.Trace(await claims.Submitted(ada, "Missing Foods"));
        before.Facts.Partner.Agreements.ShouldNotBeNull().ShouldNotContain(name);
        before.Findings.Single(f => f.Code == FindingCodes.Gate).Severity.ShouldBe(Severity.Warn);
        (await story.Accept(ada, id)).Problem.ShouldBeNull();
        var after = await claims.Trace(await claims.Submitted(ada, "Signed Foods"));
        after.Facts.Partner.Agreements.ShouldNotBeNull().ShouldContain(name);
        after.Findings.Single(f => f.Code == FindingCodes.Gate).Severity.ShouldBe(Severity.Info);
    }

    private async Task Publish(PolicyRule rule)
    {
        await house.PublishPolicy(Policy.Default with { Rules = [rule] });
        house.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
