using Entente.Access;
using Entente.Partners;
using Entente.Partners.Links;
using Entente.Partners.Model;
using Entente.Partners.People;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

public sealed class PeopleAndLinksTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task The_same_person_added_in_the_same_moment_is_there_once()
    {
        var id = await house.Made(house.Corvane, "Team");

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Add(id, "Ines@Team.example")));

        added.ShouldAllBe(a => a.Ok);
        added.Select(a => a.Value).Distinct().Count().ShouldBe(1);
        (
            await house.Act<AccessApi, IReadOnlyList<MemberCard>>(Actor.System(house.Corvane.Id), a => a.PartnerPeople(id, Ct))
        ).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_works_for_two_partners_of_one_vendor()
    {
        var (one, two) = (await house.Made(house.Corvane, "Team One"), await house.Made(house.Corvane, "Team Two"));
        await Add(one, "shared@team.example");

        (await Add(two, "shared@team.example")).Problem.ShouldNotBeNull().Code.ShouldBe("person.elsewhere");
    }

    [Fact]
    public async Task A_link_needs_a_person_of_this_very_partner()
    {
        var (one, two) = (await house.Made(house.Corvane, "Link One"), await house.Made(house.Corvane, "Link Two"));
        var person = (await Add(one, "one@link.example")).Value;

        (await Issue(two, person)).Problem.ShouldNotBeNull().Code.ShouldBe("partner.no_person");
        (await Issue(one, person)).Value.ShouldContain("/r/corvane.");
    }

    [Fact]
    public async Task The_database_holds_no_address_in_clear()
    {
        var id = await house.Made(house.Corvane, "Sealed");
        var address = (await Issue(id, (await Add(id, "ines@sealed.example")).Value)).Value;

        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var kept = await db.Set<RegistrationLink>().SingleAsync(l => l.PartnerId == id, Ct);
        var audited = await db.Set<Entente.Platform.Audit.AuditEntry>()
            .Where(a => a.SubjectId == kept.Id.Value)
            .SelectMany(a => a.Values)
            .ToListAsync(Ct);

        var token = address[(address.LastIndexOf('.') + 1)..];
        kept.ClosedAddress.ShouldNotContain(token);
        audited.ShouldNotBeEmpty();
        audited.ShouldAllBe(v => v.After == null || (!v.After.Contains(token) && v.After != kept.ClosedAddress));
    }

    [Fact]
    public async Task A_revoked_link_opens_nothing_and_another_partner_cannot_revoke_it()
    {
        var (id, other) = (await house.Made(house.Corvane, "Revoked"), await house.Made(house.Corvane, "Revoking"));
        await Issue(id, (await Add(id, "ines@revoked.example")).Value);
        await using var scope = house.As(house.Corvane);
        var link = (
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<RegistrationLink>().SingleAsync(l => l.PartnerId == id, Ct)
        )
            .Id
            .Value;

        (await Revoke(other, link)).Problem.ShouldNotBeNull().Code.ShouldBe("partner.no_link");
        (await Good(id)).ShouldBe((1, 1));
        (await Revoke(id, link)).Ok.ShouldBeTrue();
        (await Revoke(id, link)).Ok.ShouldBeTrue("doing it again changes nothing");

        (await Good(id)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_partner_that_may_not_register_gets_no_link()
    {
        var id = await house.Made(house.Corvane, "Prospective", PartnerStatus.Prospect);
        var person = (await Add(id, "ines@prospective.example")).Value;

        (await Issue(id, person)).Problem.ShouldNotBeNull().Code.ShouldBe("partner.may_not_register");
    }

    [Fact]
    public async Task What_ends_takes_every_link_and_everybodys_access_with_it()
    {
        var id = await house.Made(house.Corvane, "Ending");
        var person = (await Add(id, "ines@ending.example")).Value;
        await Issue(id, person);

        await Step(id, PartnerStatus.Active, PartnerStatus.Offboarding);
        (await Good(id)).ShouldBe((1, 1), "while it is offboarding its people still follow what they have");
        await Step(id, PartnerStatus.Offboarding, PartnerStatus.Ended);

        (await Good(id)).ShouldBe((0, 0));
        (await house.Act<AccessApi, IReadOnlyList<MemberCard>>(Actor.System(house.Corvane.Id), a => a.PartnerPeople(id, Ct))).ShouldAllBe(
            m => !m.Active
        );
    }

    [Fact]
    public async Task Who_leaves_takes_their_links_along_and_colleagues_keep_theirs()
    {
        var id = await house.Made(house.Corvane, "Leaving");
        var (one, two) = ((await Add(id, "one@leaving.example")).Value, (await Add(id, "two@leaving.example")).Value);
        await Issue(id, one);
        await Issue(id, two);

        (await house.Act<RemovePerson, Result>(Actor.System(house.Corvane.Id), u => u.Run(id, one, Ct))).Ok.ShouldBeTrue();

        (await Good(id)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_safelist_learns_type_tier_and_region()
    {
        var id = await house.Made(house.Corvane, "Known Facts");

        var facts = await house.Act<Entente.Access.Safelist.IActorFacts, Entente.Access.Safelist.PartnerFacts?>(
            PartnerStory.Partner(house.Corvane, id),
            f => f.Of(id, Ct).AsTask()
        );

        facts.ShouldBe(new("Reseller", "Select", "UK & Ireland") { Name = "Known Facts" });
    }

    // Ours and Access's own, which is the one that opens.
    private async Task<(int Ours, int Opening)> Good(PartnerId id)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return (
            await db.Set<RegistrationLink>().CountAsync(l => l.PartnerId == id && l.RevokedAt == null, Ct),
            await db.Set<Entente.Access.Model.AccessLink>().CountAsync(l => l.PartnerId == id && l.RevokedAt == null, Ct)
        );
    }

    private Task<Result<PersonId>> Add(PartnerId partner, string email) =>
        house.Act<AddPerson, Result<PersonId>>(
            Actor.System(house.Corvane.Id),
            u => u.Run(new(partner, email, "Ines Calder", PartnerRole.Seller), Ct)
        );

    private Task<Result<string>> Issue(PartnerId partner, PersonId person) =>
        house.Act<IssueRegistrationLink, Result<string>>(Actor.System(house.Corvane.Id), u => u.Run(new(partner, person), Ct));

    private Task<Result> Revoke(PartnerId partner, Guid link) =>
        house.Act<RevokeRegistrationLink, Result>(Actor.System(house.Corvane.Id), u => u.Run(partner, link, Ct));

    private Task<Result> Step(PartnerId id, PartnerStatus from, PartnerStatus to) =>
        house.Act<ChangeStatus, Result>(Actor.System(house.Corvane.Id), u => u.Run(new(id, from, to, "Contract ended"), Ct));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
