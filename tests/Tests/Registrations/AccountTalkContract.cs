using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Talk;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Collaboration;
using Entente.Tests.Crm;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

public sealed class HubSpotAccountTalk(SyncHouse sync) : AccountTalkContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceAccountTalk(SyncHouse sync) : AccountTalkContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>What is shared with a partner besides its deals, by mail too, is a note beside the partner's own company in the CRM, each once; on both protocols.</summary>
public abstract class AccountTalkContract(SyncHouse sync) : WriteBackBase(sync)
{
    private readonly SyncHouse sync = sync;

    [Fact]
    public async Task A_mail_in_the_partnerships_conversation_is_a_note_on_its_company_once()
    {
        var (story, notes) = await Known();
        var partnership = new SubjectRef(PartnersApi.SubjectKind, story.People.Kestrel.Value);
        // What is said to the partner goes to its admins.
        var admin = await story.Colleague("Ada Admin", PartnerRole.Admin);
        var from = (
            await sync.House.Act<AccessApi, IReadOnlyDictionary<PersonId, PersonCard>>(
                sync.Entente,
                a => a.People([admin.Person!.Value], Ct)
            )
        )
            .Values.Single()
            .Email;
        (
            await Say(story.People.Maren, partnership, "Shall we plan the quarter?", ReadBy.Shared, story.People.Kestrel)
        ).Problem.ShouldBeNull();
        (await Say(story.People.Maren, partnership, "They are late with everything.", ReadBy.Internal)).Problem.ShouldBeNull();
        await sync.House.Work();
        var asked = (await story.Mails(from)).First(m => m.Text.Contains("Shall we plan the quarter?", StringComparison.Ordinal));
        var to = asked.Header("Reply-To").ShouldNotBeNull();
        var mail = TalkStory.Mail(from, to, "Re: the quarter", "On Tuesday, by mail.");
        sync.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Comes(from, to, mail);
        // The relay did not hear our answer.
        await story.Comes(from, to, mail);
        await sync.House.Work();
        (await story.Kept("Re: the quarter")).Outcome.ShouldBe(MailOutcome.Filed);

        var found = await notes();
        found.Count.ShouldBe(2, string.Join(" | ", found.Select(n => n.Body)));
        found.Count(n => n.Body!.Contains("Shall we plan the quarter?")).ShouldBe(1);
        var answer = found.Where(n => n.Body!.Contains("On Tuesday, by mail.")).ShouldHaveSingleItem();
        answer.Body!.ShouldContain("Ada Admin (Kestrel");
        found.ShouldAllBe(n => n.ByEntente && !n.Body!.Contains("late with everything"));

        // Told again, as after a crash between telling and noting it.
        var last = await sync.Ask(db =>
            db.Set<SharedMessage>().Where(m => m.SubjectId == partnership.Id).OrderByDescending(m => m.At).FirstAsync(Ct)
        );
        await using (var scope = sync.House.As(sync.Entente))
        {
            await using var held = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Hold(["told-again"], Ct);
            await ActivatorUtilities
                .GetServiceOrCreateInstance<TellAccountTimeline>(scope.ServiceProvider)
                .Handle(new MessageShared(last.Id, partnership), new Telling(last.Id.Value, sync.House.Clock.Now, null), Ct);
            await held.Save(Ct);
        }
        await sync.House.Work();
        (await notes()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_shared_task_of_the_partnership_is_noted_when_it_is_done_and_once_though_it_is_opened_again()
    {
        var (story, notes) = await Known();
        var partnership = new SubjectRef(PartnersApi.SubjectKind, story.People.Kestrel.Value);
        var (maren, day) = (story.People.Maren, sync.House.Corvane.DayOf(sync.House.Clock.Now).AddDays(1));
        (
            await sync.House.Act<TaskDesk, Result>(
                maren,
                d =>
                    d.Add(
                        new(partnership, "Sign the frame", maren.Person, day, ReadBy.Shared, sync.Tag()) { With = story.People.Kestrel },
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
        await sync.House.Work();
        (await notes()).ShouldBeEmpty("it is open");
        var task = (await story.See(maren, partnership))!.Tasks.ShouldHaveSingleItem().Id;
        foreach (var _ in (int[])[1, 2])
        {
            (await sync.House.Act<TaskDesk, Result>(maren, d => d.Finish(partnership, task, Ct))).Problem.ShouldBeNull();
            await sync.House.Work();
            (await notes()).ShouldHaveSingleItem().Body!.ShouldContain("Sign the frame");
            (await sync.House.Act<TaskDesk, Result>(maren, d => d.Reopen(partnership, task, Ct))).Problem.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_partner_without_a_company_in_the_CRM_has_no_note()
    {
        await sync.Connect(Kind);
        var story = await TalkStory.In(sync.House);
        var partnership = new SubjectRef(PartnersApi.SubjectKind, story.People.Vantora.Value);
        (await Say(story.People.Maren, partnership, "Nowhere to stand", ReadBy.Shared, story.People.Vantora)).Problem.ShouldBeNull();
        await sync.House.Work();

        (await sync.Ask(db => db.Set<Entente.Crm.Model.WriteEntry>().CountAsync(w => w.SubjectId == partnership.Id, Ct))).ShouldBe(0);
    }

    // The partner's own company stands in the CRM; the notes beside it.
    private async Task<(TalkStory Story, Func<Task<List<CrmActivity>>> Notes)> Known()
    {
        var connection = await sync.Connect(Kind);
        var story = await TalkStory.In(sync.House);
        var (company, _, _) = await sync.RepMakesADeal(Kind, sync.Tag(), "Kestrel Quay " + sync.Tag(), $"{sync.Tag()}.example");
        await sync.Pass(TimeSpan.FromMinutes(2));
        await Belongs(
            story.People.Kestrel,
            (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, company, Ct)))!.Value
        );
        return (
            story,
            async () =>
                [
                    .. (
                        await sync.House.Act<CrmApi, CrmResult<IReadOnlyList<CrmActivity>>>(
                            sync.Entente,
                            c => c.Timeline(connection, CrmObject.Account, company, 100, Ct)
                        )
                    ).Value.Where(a => a.Kind is CrmObject.Note),
                ]
        );
    }

    private Task<Result> Say(Actor who, SubjectRef about, string text, ReadBy audience, PartnerId? with = null)
    {
        sync.House.Clock.Advance(TimeSpan.FromSeconds(1));
        return sync.House.Act<PostMessage, Result>(
            who,
            p => p.Run(new(about, audience, text, Ids.New<RegistrationId>(sync.House.Clock.Now).Short()) { With = with }, Ct)
        );
    }
}
