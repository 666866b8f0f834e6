using Entente.Access;
using Entente.Access.Mail;
using Entente.Access.Model;
using Entente.Collaboration.MailActs;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Extend;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Undo;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>What is done from a mail: by its reader alone, once, when it is posted, and never by whoever needs more than a mailbox to sign in.</summary>
public sealed class MailActTest(WebHouse web) : IClassFixture<WebHouse>
{
    private readonly House house = web.House;

    private static CancellationToken Ct => RegistrationStory.Ct;

    private Actor Guest => new(house.Corvane.Id, ActorKind.Guest, Channel.Web);

    [Fact]
    public async Task A_claim_is_approved_from_a_mail_once_and_only_when_it_is_posted()
    {
        var story = await RegistrationStory.In(house);
        var kept = await story.Load(await story.Submitted(story.Ines, "Mailed Foods"));
        var token = await Token(story.Maren, ApproveByMail.Act, kept.Id.Value, kept.DecisionNo);
        using var visitor = web.Guest();
        var page = await visitor.Open($"/w/corvane/act/{token}");
        page.Words.ShouldContain("Approve Mailed Foods?");
        page.Words.ShouldContain("Kestrel Quay");
        (await visitor.Get($"/w/corvane/act/{token[..^3]}")).Status.ShouldBe(404);
        (await story.Load(kept.Number)).State.ShouldBe(RegistrationState.InReview);

        (await visitor.Submit($"/w/corvane/act/{token}")).Status.ShouldBe(303);
        var approved = await story.Load(kept.Number);
        (approved.State, approved.DecidedBy).ShouldBe((RegistrationState.Approved, story.Maren.Person));
        (await visitor.Open($"/w/corvane/act/{token}")).Words.ShouldContain("Thank you");
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.settled");

        // Taken back by hand, the old mail does not approve it again.
        (await house.Act<UndoDecision, Result>(story.Maren, u => u.Run(kept.Number, approved.DecisionNo, Ct))).Problem.ShouldBeNull();
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.settled");
        (await story.Load(kept.Number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task What_a_rule_speaks_against_and_what_is_not_theirs_is_not_decided_from_a_mail()
    {
        var story = await RegistrationStory.In(house);
        await story.Approved(story.Ines, "Held Already");
        var rival = await story.Load(await story.Submitted(story.Jonah, "Held Already"));
        var token = await Token(story.Maren, ApproveByMail.Act, rival.Id.Value, rival.DecisionNo);
        (await Look(token))!.Settled.ShouldBe("A rule speaks against it: decide on its page.");
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.settled");
        (await story.Load(rival.Number)).State.ShouldBe(RegistrationState.InReview);

        var plain = await story.Load(await story.Submitted(story.Ines, "Not Theirs"));
        (await Look(await Token(story.Ines, ApproveByMail.Act, plain.Id.Value, 0))).ShouldBeNull("a partner decides nothing");
        (await Look(await Token(story.Maren, "no.such", plain.Id.Value, 0))).ShouldBeNull();
        (await Look(await Token(story.Maren, ApproveByMail.Act, Guid.Empty, 0))).ShouldBeNull();
        var reader = await Staff(StaffRole.Auditor);
        (await Look(await Token(reader, ApproveByMail.Act, plain.Id.Value, 0))).ShouldBeNull("they only read");
    }

    [Fact]
    public async Task Whoever_was_cut_off_or_needs_more_than_a_mailbox_does_nothing_from_a_mail()
    {
        var story = await RegistrationStory.In(house);
        var kept = await story.Load(await story.Submitted(story.Ines, "Careful Foods"));
        var token = await Token(story.Maren, ApproveByMail.Act, kept.Id.Value, kept.DecisionNo);
        (await Look(token))!.Settled.ShouldBeNull();

        await Ask(staff: true);
        (await Look(token))!.Settled.ShouldNotBeNull();
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.settled");
        await Ask(staff: false);
        (await Look(token))!.Settled.ShouldBeNull();

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var scope = house.As(house.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Cut(story.Maren.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        (await Look(token)).ShouldBeNull();
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.unknown");
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var fresh = await Token(story.Maren, ApproveByMail.Act, kept.Id.Value, kept.DecisionNo);
        house.Clock.Advance(MailActKey.Lives - TimeSpan.FromMinutes(1));
        (await Look(fresh)).ShouldNotBeNull();
        house.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Look(fresh)).ShouldBeNull("thirty days are over");
        (await story.Load(kept.Number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task A_changed_address_opens_nothing_and_neither_does_another_workspaces()
    {
        var story = await RegistrationStory.In(house);
        var kept = await story.Load(await story.Submitted(story.Ines, "Forged Foods"));
        var token = await Token(story.Maren, ApproveByMail.Act, kept.Id.Value, kept.DecisionNo);
        var dice = new Random(7);
        for (var n = 0; n < 500; n++)
        {
            var at = dice.Next(token.Length);
            var other = (char)('a' + dice.Next(26));
            var forged = token[..at] + other + token[(at + 1)..];
            if (forged != token)
                (await Run(forged)).Problem!.Code.ShouldBe("mail_act.unknown");
        }
        (await story.Load(kept.Number)).State.ShouldBe(RegistrationState.InReview);
    }

    [Fact]
    public async Task A_longer_protection_is_granted_from_the_mail_that_tells_of_the_request()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Longer Foods");
        await house.Work();
        (
            await house.Act<RequestExtension, Result<ExtensionAsked>>(story.Ines, u => u.Run(number, "They buy in autumn.", Ct))
        ).Problem.ShouldBeNull();
        await house.Work();
        var before = await story.Load(number);
        var mail = (await Mails(before)).Last(m => m.Row.To == story.MarenEmail);
        mail.Text.ShouldContain("Grant it");
        var token = mail.Text.Split("/act/")[1].Split((char[]?)null)[0];
        new Mailbox(() => false).Shown(mail).Text.ShouldNotContain(token, Case.Sensitive, "nobody who reads the outbox acts as its reader");
        new Mailbox(() => true).Shown(mail).Text.ShouldContain(token);

        (await Look(token))!.Facts.ShouldContain(("Because", "They buy in autumn."));
        (await Run(token)).Problem.ShouldBeNull();
        var after = await story.Load(number);
        after.ProtectedUntil!.Value.ShouldBeGreaterThan(before.ProtectedUntil!.Value);
        (await Look(token))!.Yours.ShouldBeTrue();
        (await Run(token)).Problem!.Code.ShouldBe("mail_act.settled");
        (await story.Load(number)).ProtectedUntil.ShouldBe(after.ProtectedUntil);
    }

    [Fact]
    public async Task The_reminder_of_a_decision_offers_it_to_whoever_may_decide()
    {
        var story = await RegistrationStory.In(house);
        var kept = await story.Load(await story.Submitted(story.Ines, "Reminded Foods"));
        for (var hour = 0; hour < 80 && !(await Mails(kept)).Any(m => m.Text.Contains("/act/", StringComparison.Ordinal)); hour++)
        {
            house.Clock.Advance(TimeSpan.FromHours(2));
            await house.Work();
        }
        var token = (await Mails(kept))
            .First(m => m.Text.Contains("/act/", StringComparison.Ordinal))
            .Text.Split("/act/")[1]
            .Split((char[]?)null)[0];
        (await Run(token)).Problem.ShouldBeNull();
        (await story.Load(kept.Number)).State.ShouldBe(RegistrationState.Approved);
    }

    private Task<MailActView?> Look(string token) => house.Act<ActByMail, MailActView?>(Guest, a => a.Look(token, Ct));

    private Task<Result> Run(string token) => house.Act<ActByMail, Result>(Guest, a => a.Run(token, Ct));

    private async Task<string> Token(Actor reader, string act, Guid subject, long seen)
    {
        await using var scope = house.As(house.Corvane);
        var card = (await scope.ServiceProvider.GetRequiredService<AccessApi>().Members([reader.Person!.Value], Ct)).Single();
        return scope.ServiceProvider.GetRequiredService<MailActKeys>().Close(card, act, subject, seen);
    }

    private async Task<Actor> Staff(StaffRole role)
    {
        await using var scope = house.As(house.Corvane);
        var added = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddStaff($"{role}{Guid.CreateVersion7(house.Clock.Now):N}@corvane.example".ToLowerInvariant(), "Fenna Read", role, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(house.Corvane.Id, ActorKind.Staff, Channel.Web, added.Value, Name: "Fenna Read", Permissions: Permissions.Of(role));
    }

    private async Task Ask(bool staff)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        if (await db.Set<SignInPolicy>().SingleOrDefaultAsync(Ct) is not { } policy)
            db.Add(policy = SignInPolicy.Of(house.Corvane.Id.Value));
        policy.Ask(staff, false);
        await db.SaveChangesAsync(Ct);
    }

    private async Task<IReadOnlyList<MailView>> Mails(Registration about)
    {
        await using var scope = house.As(house.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<MailBox>();
        var mails = new List<MailView>();
        foreach (var row in await box.About(about.Id.Subject, Ct))
            mails.Add((await box.Show(row.Id, Ct))!);
        return mails;
    }
}
