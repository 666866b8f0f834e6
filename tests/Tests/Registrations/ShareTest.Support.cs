using Entente.Access;
using Entente.Access.Safelist;
using Entente.Partners;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Share;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// The usual acts of these tests.
public sealed partial class ShareTest
{
    private static ShareInput For(string whom, int days = 7, string? email = null, bool amounts = false) => new(whom, email, amounts, days);

    private async Task<(RegistrationStory Story, string Number)> Deal(string company)
    {
        var story = await RegistrationStory.In(web.House);
        return (story, await story.Submitted(story.Ines, company));
    }

    /// <summary>The link's address, without its host.</summary>
    private async Task<string> Given(Actor who, string number, ShareInput? input = null)
    {
        var made = await Make(who, number, input ?? For("Somebody"));
        made.Problem.ShouldBeNull();
        return new Uri(made.Value).PathAndQuery;
    }

    private Task<Result<string>> Make(Actor who, string number, ShareInput input) =>
        web.House.Act<ShareDesk, Result<string>>(who, d => d.Make(number, input, Ct));

    private Task<Result> TakeBack(Actor who, string number, Guid share) =>
        web.House.Act<ShareDesk, Result>(who, d => d.TakeBack(number, share, Ct));

    private async Task<IReadOnlyList<ShareRow>> Rows(Actor who, string number) =>
        (await web.House.Act<ShareDesk, IReadOnlyList<ShareRow>?>(who, d => d.List(number, Ct))).ShouldNotBeNull();

    private async Task<int> Status(string address)
    {
        using var guest = web.Guest();
        return (await guest.Get(address)).Status;
    }

    private async Task Step(RegistrationStory story, PartnerStatus from, PartnerStatus to) =>
        (
            await web.House.Act<ChangeStatus, Result>(
                story.Maren,
                u => u.Run(new(story.Kestrel, from, to, "An invoice is open", AllTheSame: true), Ct)
            )
        ).Problem.ShouldBeNull();

    /// <summary>Changes who somebody is, in one save.</summary>
    private async Task Change(Func<AccessApi, Task> what)
    {
        await using var scope = web.House.As(web.Corvane);
        await what(scope.ServiceProvider.GetRequiredService<AccessApi>());
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    private async Task<Actor> Colleague(RegistrationStory story, PartnerRole role, string email, bool restricted = false)
    {
        var id = await web.AddPartnerPerson(story.Kestrel, role, email, "Cara Colleague");
        if (restricted)
            await Change(a => a.Restrict(id, true, Ct));
        await using var scope = web.House.As(web.Corvane);
        return (
            await scope.ServiceProvider.GetRequiredService<AccessApi>().PartnerActor(id, story.Kestrel, Channel.Web, Ct)
        ).ShouldNotBeNull();
    }

    private async Task<int> Mails(string to)
    {
        await using var scope = web.House.As(web.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().List(to, 0, 50, Ct)).Rows.Count;
    }

    private async Task<string> Mailed(string to) => new Uri(await web.MailedLink(to, "?proof=")).PathAndQuery;

    /// <summary>The other workspace hides fields of registrations from every partner.</summary>
    private async Task Hide(params string[] names)
    {
        var owner = new Actor(web.Other.Id, ActorKind.Staff, Channel.Web, Name: "Owner", Permissions: Permissions.Of(StaffRole.Owner));
        var words = names.Select(n => new FieldWord(SafeObjects.Registration, n, new(), Visibility.Hidden)).ToList();
        (await web.House.Act<ChangeSafelist, Result<int>>(owner, async c => await c.Say(words, await Draft(), Ct))).Problem.ShouldBeNull();
        (
            await web.House.Act<PublishSafelist, Result<int>>(owner, async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();
        // The app is another node than the house.
        await Task.Delay(PublishedSafelists.Good, Ct);
    }

    private async Task<int?> Draft()
    {
        await using var scope = web.House.As(web.Other);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<SafelistDraft>()
            .Select(d => (int?)d.Version)
            .SingleOrDefaultAsync(Ct);
    }
}
