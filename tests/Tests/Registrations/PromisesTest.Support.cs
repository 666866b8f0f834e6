using Entente.Collaboration.Threads;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Edit;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.Conduct;
using Entente.Registrations.Crm;
using Entente.Registrations.List;
using Entente.Registrations.Model;
using Entente.Registrations.Portal;
using Entente.Registrations.Promises;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// What these tests do and look at.
public sealed partial class PromisesTest
{
    private async Task<RegistrationStory> Promising(DateTimeOffset from)
    {
        house.Clock.Set(from);
        var story = await RegistrationStory.In(house);
        await Refer(story.Kestrel);
        await Publish(new(24, 24));
        return story;
    }

    /// <summary>The partner names customers and leaves the selling to the vendor.</summary>
    private async Task Refer(PartnerId partner)
    {
        var staff = Actor.System(house.Corvane.Id);
        await using var scope = house.As(staff);
        var form = (await scope.ServiceProvider.GetRequiredService<PartnerToEdit>().Load(partner, Ct))!.Form;
        form.Type = nameof(PartnerType.Referral);
        (await house.Act<EditPartner, Result>(staff, u => u.Run(form.Read(partner), Ct))).Problem.ShouldBeNull();
    }

    private Task Publish(PromiseRules rules) => house.PublishPolicy(Policy.Default with { Promises = rules });

    private async Task Pass(int hours)
    {
        house.Clock.Advance(TimeSpan.FromHours(hours));
        await house.Work();
    }

    /// <summary>The CRM has the deal.</summary>
    private async Task Bind(Registration registration, string deal = "501")
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id, Channel.Crm));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var connection = (await db.Set<CrmConnection>().FirstOrDefaultAsync(Ct))?.Id;
        if (connection is null)
        {
            connection = Ids.New<CrmConnectionId>(house.Clock.Now);
            db.Add(CrmConnection.Connect(connection.Value, CrmKind.HubSpot, "http://localhost:1", "v3", "sealed", house.Clock.Now));
            await db.SaveChangesAsync(Ct);
        }
        var written = new CrmWritten(
            registration.Id.Subject,
            Ids.New<CrmWriteId>(house.Clock.Now),
            connection.Value,
            new Dictionary<string, string> { [ClaimWrite.DealKey(registration.Id)] = deal }
        );
        await ActivatorUtilities
            .CreateInstance<BindDeal>(scope.ServiceProvider)
            .Handle(written, new(Guid.Empty, house.Clock.Now, null), Ct);
        await db.SaveChangesAsync(Ct);
    }

    private async Task Write(Actor who, RegistrationStory story, string number, string words)
    {
        var about = await story.Load(number);
        var message = new MessageInput(about.Id.Subject, ReadBy.Shared, words, words.Split(' ')[0])
        {
            With = who.IsStaff ? about.PartnerId : null,
        };
        (await house.Act<PostMessage, Result>(who, u => u.Run(message, Ct))).Problem.ShouldBeNull();
    }

    private async Task<List<WorkingPromise>> Of(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<WorkingPromise>()
            .AsNoTracking()
            .Where(p => p.RegistrationId == id)
            .OrderBy(p => p.BeganAt)
            .ToListAsync(Ct);
    }

    private async Task<int> Seen(Actor who)
    {
        await using var scope = house.As(who);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<WorkingPromise>().CountAsync(Ct);
    }

    /// <summary>What the list of staff says of it, and that of its partner.</summary>
    private async Task<(string? Staff, string? Partner)> Chips(RegistrationStory story, string number)
    {
        var (rows, _) = await house.Act<RegistrationList, (IReadOnlyList<RegistrationRow>, int)>(
            story.Maren,
            l => l.Load(ListView.All, 1, Ct)
        );
        var own = await house.Act<OwnDeals, OwnDealsShown>(story.Ines, o => o.Page(null, null, 1, house.Clock.Now, Ct));
        return (rows.Single(r => r.Number == number).Owed?.Words, own.Deals.Single(d => d.Number == number).Owed?.Words);
    }

    private async Task<TodaySection?> Today(Actor who)
    {
        await using var scope = house.As(who);
        return await ActivatorUtilities.CreateInstance<PromisesToday>(scope.ServiceProvider).Section(house.Clock.Now, Ct);
    }

    private async Task<IReadOnlyList<PromiseFigures>> Conduct(Actor who)
    {
        await using var scope = house.As(who);
        return (await scope.ServiceProvider.GetRequiredService<ConductQuery>().Load(Ct)).Promises ?? [];
    }

    private async Task<List<string>> Told(RegistrationStory story, string number)
    {
        var id = (await story.Load(number)).Id;
        await using var scope = house.As(house.Corvane);
        return
        [
            .. (await scope.ServiceProvider.GetRequiredService<MailBox>().About(id.Subject, Ct))
                .Select(m => m.Subject)
                .Where(s => s.Contains("promise", StringComparison.Ordinal)),
        ];
    }
}
