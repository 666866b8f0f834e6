using Entente.Access;
using Entente.Access.Rules;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Conflicts;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Staff with a data scope hear of a record exactly where its page opens for them.</summary>
public sealed class TalkScopeTest(House house) : IClassFixture<House>
{
    private static int made;

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task Whoever_sees_one_of_two_partners_is_not_named_on_their_deal_given_no_task_and_told_nothing()
    {
        var (maren, tom, both) = await Staff();
        var (one, two) = (await Partner($"Scoped One {made}", tom), await Partner($"Scoped Two {made}", maren));
        var connection = house.Connection();
        var crm = $"scoped-{made}";
        await house.Apply(house.Corvane, connection, house.Deal(crm));
        var deal = await house.Link(house.Corvane, new(connection, crm, "", null, null, one, Motion: "reseller"));
        await house.Link(house.Corvane, new(connection, crm, "", null, null, two, DealRole.Services, Motion: "reseller"));
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Value);

        (await See(tom, about)).ShouldBeNull("another partner has a part in it");
        (await See(both, about)).ShouldNotBeNull();
        foreach (var with in new PartnerId?[] { null, one })
        {
            (await Say(maren, about, $"@{tom.Name}, the margin is 40 %", with)).Problem!.Code.ShouldBe("message.not_a_reader");
            (await Give(maren, about, tom, with)).Problem!.Code.ShouldBe("task.owner_reads_not");
        }
        (await Say(maren, about, $"@{both.Name}, the margin is 41 %", null)).Problem.ShouldBeNull();
        (await Give(maren, about, both, one)).Problem.ShouldBeNull();
        (await Say(PartnerStory.Partner(house.Corvane, one), about, "Who looks after us?", null)).Problem.ShouldBeNull();
        await house.Work();

        (await Told(tom)).ShouldBeEmpty("the manager of one partner does not read a record of two");
        (await Told(both)).ShouldContain(m => m.Contains("margin is 41 %", StringComparison.Ordinal));
        (await Told(both)).ShouldContain(m => m.Contains("gave you a task", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conflict_is_told_to_nobody_who_does_not_see_every_claimant()
    {
        var (_, tom, both) = await Staff();
        var conflicts = new ConflictStory(house, await RegistrationStory.In(house));
        var (one, _, _) = await conflicts.Contested($"Scoped Quarrel {made}");
        var (maren, about) = (conflicts.Claims.Maren, one.Id.Subject);

        (await See(tom, about)).ShouldBeNull();
        (await See(both, about)).ShouldNotBeNull();
        (await Say(maren, about, $"@{tom.Name}, the margin is 42 %", null)).Problem!.Code.ShouldBe("message.not_a_reader");
        (await Give(maren, about, tom, null)).Problem!.Code.ShouldBe("task.owner_reads_not");
        (await Say(maren, about, $"@{both.Name}, the margin is 43 %", null)).Problem.ShouldBeNull();
        await house.Work();

        (await Told(tom)).ShouldBeEmpty();
        (await Told(both)).ShouldContain(m => m.Contains("margin is 43 %", StringComparison.Ordinal));
    }

    // Somebody who sees everything, somebody who sees their own partners, somebody who sees all resellers.
    private async Task<(Actor Maren, Actor Tom, Actor Both)> Staff()
    {
        var n = Interlocked.Increment(ref made);
        return (
            await Member($"Moira Wide{n}", null),
            await Member($"Tom Reed{n}", new([], [], [], OwnPartners: true)),
            await Member($"Bea Both{n}", new([], [nameof(PartnerType.Reseller)], [], OwnPartners: false))
        );
    }

    private async Task<Actor> Member(string name, DataScope? scope)
    {
        PersonId person;
        await using (var adding = house.As(house.Corvane))
        {
            var db = adding.ServiceProvider.GetRequiredService<EntenteDb>();
            person = (
                await adding.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(Mail(name), name, StaffRole.PartnerManager, Ct)
            ).Value;
            await db.SaveChangesAsync(Ct);
            if (scope is not null)
                (await db.Set<Entente.Access.Model.Membership>().SingleAsync(m => m.PersonId == person, Ct)).Narrow(scope);
            await db.SaveChangesAsync(Ct);
        }
        return await Again(person);
    }

    private async Task<Actor> Again(PersonId person)
    {
        await using var asking = house.As(house.Corvane);
        return (await asking.ServiceProvider.GetRequiredService<AccessApi>().StaffActor(person, Channel.Web, Ct))!;
    }

    private async Task<PartnerId> Partner(string name, Actor manager) =>
        (
            await house.Create(
                house.Corvane,
                PartnerStory.Kestrel with
                {
                    Name = name,
                    Domains = [name.ToLowerInvariant().Replace(' ', '-') + ".example"],
                    Manager = manager.Person,
                }
            )
        ).Value;

    // With their scope as it is now: partners were made since.
    private async Task<ThreadView?> See(Actor who, SubjectRef about)
    {
        var now = await Again(who.Person!.Value);
        return await house.Act<ThreadQuery, ThreadView?>(now, q => q.Load(about, ThreadQuery.Most, Ct));
    }

    private Task<Result> Say(Actor who, SubjectRef about, string text, PartnerId? with)
    {
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        return house.Act<PostMessage, Result>(
            who,
            p =>
                p.Run(
                    new(about, with is null ? ReadBy.Internal : ReadBy.Shared, text, Ids.New<RegistrationId>(house.Clock.Now).Short())
                    {
                        With = with,
                    },
                    Ct
                )
        );
    }

    private Task<Result> Give(Actor who, SubjectRef about, Actor owner, PartnerId? with) =>
        house.Act<TaskDesk, Result>(
            who,
            d =>
                d.Add(
                    new(
                        about,
                        "Look at it",
                        owner.Person,
                        house.Corvane.DayOf(house.Clock.Now).AddDays(3),
                        with is null ? ReadBy.Internal : ReadBy.Shared,
                        Ids.New<RegistrationId>(house.Clock.Now).Short()
                    )
                    {
                        With = with,
                    },
                    Ct
                )
        );

    private static string Mail(string name) => name.ToLowerInvariant().Replace(' ', '.') + "@corvane.example";

    // Invitations and whatever else does not speak of records are no matter here.
    private async Task<List<string>> Told(Actor who)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var found = new List<string>();
        foreach (var row in (await box.List(Mail(who.Name), 0, 100, Ct)).Rows)
            if ((await box.Show(row.Id, Ct))!.Text is var text && text.Contains("/messages", StringComparison.Ordinal))
                found.Add(text);
        return found;
    }
}
