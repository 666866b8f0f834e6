using Entente.Access;
using Entente.Access.Model;
using Entente.Access.Rules;
using Entente.Partners;
using Entente.Partners.Reassign;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

/// <summary>Somebody leaves, or joins: their partners get another manager, who is told what to know.</summary>
public sealed class HandOverTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Note = "Renewal in March: call Jonah first. The 15 % were promised.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ticked_partners_go_over_with_a_note_and_those_who_are_not_ticked_stay()
    {
        var (rhea, tomas) = (await Staff("rhea-a", "Rhea Stone"), await Staff("tomas-a", "Tomas Vale"));
        var (one, two, stays) = (await Of(rhea, "Going One"), await Of(rhea, "Going Two"), await Of(rhea, "Staying"));
        await web.AddPartnerPerson(one, PartnerRole.Admin, "admin@going-one.example", "Ada Admin");
        await web.AddPartnerPerson(one, PartnerRole.Seller, "seller@going-one.example", "Sam Seller");
        var maren = await web.Owner();
        var page = await maren.Open($"/w/corvane/partners/hand-over?from={rhea}");
        page.Words.ShouldContain("Going One");

        var done = await maren.Submit(
            page,
            ("Input.To", tomas.ToString()),
            ("Input.Note", Note),
            ("Input.TellPartners", "true"),
            ("Input.Partners", one.Value.ToString()),
            ("Input.Partners", two.Value.ToString())
        );

        done.Status.ShouldBe(303, done.Text);
        done.Location.ShouldNotBeNull().ShouldEndWith($"/partners?manager={tomas}");
        (await Managers(one, two, stays)).ShouldBe([tomas, tomas, rhea]);
        var record = (await maren.Open(PartnerLooks.PartnerHref("corvane", one))).Words;
        record.ShouldContain("Rhea Stone → Tomas Vale");
        record.ShouldContain(Note);
        var list = await maren.Open(done.Location!);
        list.Words.ShouldContain("Going Two");
        list.Words.ShouldNotContain("Staying");
        var mail = (await Mails("tomas-a@corvane.example")).ShouldHaveSingleItem();
        mail.Row.Subject.ShouldBe("2 partners are yours to look after");
        mail.Text.ShouldContain(Note);
        mail.Text.ShouldContain("Going One");
        (await Mails("rhea-a@corvane.example"))
            .ShouldHaveSingleItem()
            .Row.Subject.ShouldBe("Tomas Vale looks after 2 partners of yours from now on");
        var told = (await Mails("admin@going-one.example")).ShouldHaveSingleItem();
        told.Row.Subject.ShouldBe("Tomas Vale looks after you at Corvane now");
        told.Text.ShouldNotContain("Renewal", customMessage: "the note is for the manager");
        (await Mails("seller@going-one.example")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sent_twice_it_happens_once_and_what_went_elsewhere_meanwhile_is_not_taken_from_there()
    {
        var (rhea, tomas, uma) = (
            await Staff("rhea-b", "Rhea Stone"),
            await Staff("tomas-b", "Tomas Vale"),
            await Staff("uma-b", "Uma Birch")
        );
        var partner = await Of(rhea, "Sent Twice");

        (await Hand(rhea, tomas, [partner])).Value.ShouldBe(1);
        (await Hand(rhea, tomas, [partner])).Value.ShouldBe(0, "it is there already");
        (await Hand(rhea, uma, [partner])).Problem!.Code.ShouldBe("partner.stale");

        (await Managers(partner)).ShouldBe([tomas]);
        (await Mails("tomas-b@corvane.example")).Count.ShouldBe(1);
        (await Mails("uma-b@corvane.example")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_go_over_together_or_none_does()
    {
        var (rhea, tomas) = (await Staff("rhea-c", "Rhea Stone"), await Staff("tomas-c", "Tomas Vale"));
        var (hers, elses) = (await Of(rhea, "Hers Alone"), await Of(await Staff("uma-c", "Uma Birch"), "Of Somebody Else"));
        var theirs = await web.House.Made(web.Other, "Of Another House");

        (await Hand(rhea, tomas, [hers, elses])).Problem!.Code.ShouldBe("partner.stale");
        (await Hand(rhea, tomas, [hers, theirs])).Problem!.Code.ShouldBe("partner.not_found");

        (await Managers(hers)).ShouldBe([rhea]);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_the_ticks_stay()
    {
        var rhea = await Staff("rhea-d", "Rhea Stone");
        var (one, two) = (await Of(rhea, "Missing One"), await Of(rhea, "Missing Two"));
        var maren = await web.Owner();

        var refused = await maren.Submit(
            await maren.Open($"/w/corvane/partners/hand-over?from={rhea}"),
            ("Input.To", ""),
            ("Input.Note", " "),
            ("Input.Partners", two.Value.ToString())
        );

        refused.Status.ShouldBe(422);
        foreach (var field in (string[])["to", "note"])
            refused.Document.QuerySelector($"#input-{field}-error").ShouldNotBeNull(field);
        refused.Document.QuerySelector($"input[value='{two.Value}']")!.HasAttribute("checked").ShouldBeTrue();
        refused.Document.QuerySelector($"input[value='{one.Value}']")!.HasAttribute("checked").ShouldBeFalse();
        (await Hand(rhea, rhea, [one])).Problem!.Code.ShouldBe("partner.same_manager");
        (await Hand(rhea, Ids.New<PersonId>(web.House.Clock.Now), [one])).Problem!.Code.ShouldBe("partner.no_next_manager");
        (await Hand(rhea, await Staff("tomas-d", "Tomas Vale"), [])).Problem!.Code.ShouldBe("partner.nobody_ticked");
        (await Managers(one, two)).ShouldBe([rhea, rhea]);
    }

    [Fact]
    public async Task Who_would_not_see_a_partner_does_not_get_it_and_who_sees_their_own_only_does()
    {
        var (rhea, narrow, own) = (
            await Staff("rhea-e", "Rhea Stone"),
            await Staff("narrow-e", "Nora West"),
            await Staff("own-e", "Otto Lind")
        );
        var partner = await Of(rhea, "Seen By Few");
        await Narrow(narrow, new(["Nowhere"], [], [], false));
        await Narrow(own, new([], [], [], true));

        var refused = await Hand(rhea, narrow, [partner]);
        refused.Problem!.Code.ShouldBe("partner.manager_blind");
        refused.Problem.Fields!["to"].ShouldContain("Nora West would not see Seen By Few");

        (await Hand(rhea, own, [partner])).Value.ShouldBe(1, "it is their own then");
    }

    [Fact]
    public async Task Only_who_manages_partners_hands_them_over()
    {
        var (rhea, tomas) = (await Staff("rhea-f", "Rhea Stone"), await Staff("tomas-f", "Tomas Vale"));
        var partner = await Of(rhea, "Not By Marketing");
        var marketing = await web.Staff(StaffRole.Marketing, "mia-f@corvane.example", "Mia Okafor");

        (await marketing.Get("/w/corvane/partners/hand-over")).Status.ShouldBe(403);
        (await marketing.Open("/w/corvane/partners")).Words.ShouldNotContain("Hand over");
        var actor = new Actor(web.Corvane.Id, ActorKind.Staff, Channel.Web, rhea);
        (
            await web.House.Act<HandOverPartners, Result<int>>(actor, a => a.Run(new(rhea, tomas, [partner], Note), Ct))
        ).Problem!.Code.ShouldBe("partner.forbidden");
        (await Managers(partner)).ShouldBe([rhea]);
    }

    [Fact]
    public async Task Partners_whose_manager_has_left_stand_on_Today_until_somebody_else_looks_after_them()
    {
        var (rhea, tomas) = (await Staff("rhea-g", "Rhea Gone"), await Staff("tomas-g", "Tomas Vale"));
        var partner = await Of(rhea, "Left Behind");
        await End(await Of(rhea, "Long Ended"));
        var maren = await web.Owner();
        (await maren.Open("/w/corvane/today")).Words.ShouldNotContain("Rhea Gone");

        await using (var scope = web.House.As(web.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Suspend(rhea);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        var today = await maren.Open("/w/corvane/today");
        today.Words.ShouldContain("1 partner of Rhea Gone");
        (await Hand(rhea, tomas, [partner])).Value.ShouldBe(1);

        (await maren.Open("/w/corvane/today")).Words.ShouldNotContain("Rhea Gone");
        (await Mails("rhea-g@corvane.example")).ShouldBeEmpty("she has left");
    }

    private async Task<PersonId> Staff(string name, string called) =>
        await web.AddStaff(StaffRole.Admin, $"{name}@corvane.example", called);

    private async Task Narrow(PersonId who, DataScope scope)
    {
        await using var house = web.House.As(web.Corvane);
        var db = house.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<Membership>().SingleAsync(m => m.PersonId == who, Ct)).Narrow(scope);
        await db.SaveChangesAsync(Ct);
    }

    private async Task End(PartnerId partner)
    {
        foreach (
            var (from, to) in new[] { (PartnerStatus.Active, PartnerStatus.Offboarding), (PartnerStatus.Offboarding, PartnerStatus.Ended) }
        )
            (
                await web.House.Act<ChangeStatus, Result>(
                    Actor.System(web.Corvane.Id),
                    c => c.Run(new(partner, from, to, "It is over"), Ct)
                )
            ).Problem.ShouldBeNull();
    }

    private async Task<PartnerId> Of(PersonId manager, string name) =>
        (
            await web.House.Create(
                web.Corvane,
                PartnerStory.Kestrel with
                {
                    Name = name,
                    Manager = manager,
                    Domains = [name.ToLowerInvariant().Replace(' ', '-') + ".example"],
                }
            )
        ).Value;

    private Task<Result<int>> Hand(PersonId from, PersonId to, IReadOnlyList<PartnerId> partners) =>
        web.House.Act<HandOverPartners, Result<int>>(Actor.System(web.Corvane.Id), a => a.Run(new(from, to, partners, Note), Ct));

    private async Task<List<PersonId?>> Managers(params PartnerId[] ids)
    {
        var cards = await web.House.Ask(web.Corvane, p => p.Cards(ids, Ct));
        return [.. ids.Select(i => cards[i].Manager)];
    }

    private async Task<List<MailView>> Mails(string to)
    {
        await web.Work();
        await using var scope = web.House.As(web.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var shown = new List<MailView>();
        foreach (var row in (await box.List(to, 0, 20, Ct)).Rows)
            shown.Add((await box.Show(row.Id, Ct))!);
        return shown;
    }
}
