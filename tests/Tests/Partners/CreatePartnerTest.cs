using Entente.Partners;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

public sealed class CreatePartnerTest(House house) : IClassFixture<House>
{
    [Fact]
    public async Task A_partner_is_known_by_what_was_entered_and_its_domain_is_reduced()
    {
        var id = (await house.Create(house.Corvane, PartnerStory.Kestrel)).Value;

        var card = await house.Ask(house.Corvane, p => p.Get(id, Ct));

        card.ShouldNotBeNull();
        (card.Name, card.Type, card.Tier, card.Status, card.Region).ShouldBe(
            ("Kestrel Quay", PartnerType.Reseller, PartnerTier.Select, PartnerStatus.Active, "UK & Ireland")
        );
        card.Domains.ShouldBe(["kestrelquay.example"]);
        card.MayRegister.ShouldBeTrue();
    }

    [Fact]
    public async Task A_domain_belongs_to_one_partner_of_a_workspace_and_may_be_used_in_another()
    {
        var first = PartnerStory.Kestrel with { Name = "Quillstone", Domains = ["quillstone.example"] };
        await house.Create(house.Corvane, first);

        var second = await house.Create(house.Corvane, first with { Name = "Quillstone Two", Domains = ["mail@eu.quillstone.example"] });
        var elsewhere = await house.Create(house.Other, first);

        second.Problem.ShouldNotBeNull().Code.ShouldBe("partner.domain_taken");
        second.Problem.Message.ShouldBe("quillstone.example already belongs to Quillstone.");
        elsewhere.Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_people_who_enter_one_partner_at_the_same_moment_create_it_once()
    {
        var twin = PartnerStory.Kestrel with { Name = "Vantora", Domains = ["vantora.example"] };

        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.Create(house.Corvane, twin)));

        tries.Count(t => t.Ok).ShouldBe(1);
        tries.Where(t => !t.Ok).ShouldAllBe(t => t.Problem!.Code == "partner.domain_taken");
    }

    [Fact]
    public async Task Free_mail_is_nobodys_domain()
    {
        var refused = await house.Create(house.Corvane, PartnerStory.Kestrel with { Domains = ["someone@gmail.com"] });

        refused.Problem.ShouldNotBeNull().Fields.ShouldNotBeNull()["domains"].ShouldContain("gmail.com");
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var refused = await house.Create(
            house.Corvane,
            PartnerStory.Kestrel with
            {
                Name = " ",
                Domains = ["not an address"],
                Status = PartnerStatus.Ended,
            }
        );

        refused.Problem.ShouldNotBeNull().Kind.ShouldBe(ProblemKind.Invalid);
        refused.Problem.Fields.ShouldNotBeNull().Keys.ShouldBe(["name", "domains", "status"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_partners_own_people_cannot_create_partners()
    {
        var id = await house.Made(house.Corvane, "Brightmoor");
        var actor = PartnerStory.Partner(house.Corvane, id);

        var refused = await house.Act<Entente.Partners.Create.CreatePartner, Result<PartnerId>>(
            actor,
            u => u.Run(PartnerStory.Ardentane, Ct)
        );

        refused.Problem.ShouldNotBeNull().Kind.ShouldBe(ProblemKind.Forbidden);
    }

    [Fact]
    public async Task A_partner_sees_itself_and_no_other()
    {
        var (one, two) = (await house.Made(house.Corvane, "Nordvik Data"), await house.Made(house.Corvane, "Ondine Labs"));
        var actor = PartnerStory.Partner(house.Corvane, one);

        var seen = await house.Ask(actor, p => p.Cards([one, two], Ct));
        var all = await house.Ask(actor, p => p.All(entering: false, Ct));
        var owner = await house.Ask(actor, p => p.ByDomain("ondine-labs.example", Ct));

        seen.Keys.ShouldBe([one]);
        all.Select(c => c.Id).ShouldBe([one]);
        owner.ShouldBeNull();
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var id = await house.Made(house.Corvane, "Ferrule Cloud");

        (await house.Ask(house.Other, p => p.Get(id, Ct))).ShouldBeNull();
        (await house.Ask(house.Other, p => p.ByDomain("ferrule-cloud.example", Ct))).ShouldBeNull();
        (await house.Ask(house.Corvane, p => p.ByDomain("Jo <jo@mail.ferrule-cloud.example>", Ct))).ShouldNotBeNull().Id.ShouldBe(id);
    }

    [Fact]
    public async Task The_published_view_shows_what_the_card_shows_behind_both_filters()
    {
        var (one, two) = (await house.Made(house.Corvane, "Sablewood Advisory"), await house.Made(house.Corvane, "Halcyon Works"));

        var staff = await View(Actor.System(house.Corvane.Id));
        var partner = await View(PartnerStory.Partner(house.Corvane, one));
        var other = await View(Actor.System(house.Other.Id));

        var row = staff.Single(c => c.PartnerId == one);
        (row.Name, row.Tier, row.Type, row.Status).ShouldBe(
            ("Sablewood Advisory", PartnerTier.Select, PartnerType.Reseller, PartnerStatus.Active)
        );
        partner.Select(c => c.PartnerId).ShouldBe([one]);
        other.ShouldNotContain(c => c.PartnerId == one || c.PartnerId == two);
    }

    [Fact]
    public async Task Creating_a_partner_is_audited()
    {
        var id = await house.Made(house.Corvane, "Audited Partner");

        await using var scope = house.As(house.Corvane);
        var actions = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Where(a => a.SubjectId == id.Value)
            .Select(a => a.Action)
            .ToListAsync(Ct);

        actions.ShouldBe(["partner.created", "partner_domain.created", "enrollment.created"], ignoreOrder: true);
    }

    private async Task<List<PartnersCard>> View(Actor actor)
    {
        await using var scope = house.As(actor);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<PartnersCard>().ToListAsync(Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
