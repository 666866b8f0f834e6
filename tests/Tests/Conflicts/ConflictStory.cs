using Entente.Access;
using Entente.Conflicts;
using Entente.Conflicts.Decide;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Conflicts.TakeUp;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Conflicts;

/// <summary>Two partners on one company, and the usual acts on what comes of it.</summary>
internal sealed class ConflictStory(House house, RegistrationStory story)
{
    public RegistrationStory Claims => story;

    public static async Task<ConflictStory> In(House house) => new(house, await RegistrationStory.In(house));

    /// <summary>Kestrel claims first, Vantora three days later; the watch has looked.</summary>
    public async Task<(ConflictCase Case, string First, string Second)> Contested(string company)
    {
        var first = await story.Submitted(story.Ines, company);
        house.Clock.Advance(TimeSpan.FromDays(3));
        var second = await story.Submitted(story.Jonah, company);
        await house.Work();
        return ((await Of(company))!, first, second);
    }

    /// <summary>The same, taken up by Maren.</summary>
    public async Task<(ConflictCase Case, string First, string Second)> TakenUp(string company)
    {
        var (one, first, second) = await Contested(company);
        (await TakeUp(story.Maren, one.Number)).Problem.ShouldBeNull();
        return ((await Of(company))!, first, second);
    }

    public Task<Result> TakeUp(Actor who, string number) => house.Act<TakeUpCase, Result>(who, u => u.Run(number, Ct));

    public Task<Result> Decide(
        Actor who,
        ConflictCase one,
        Settlement how = Settlement.Uphold,
        string? leader = null,
        Dictionary<string, SideInput>? sides = null,
        string rationale = "The first qualified submission leads."
    ) => house.Act<DecideCase, Result>(who, u => u.Run(new(one.Number, one.Version, how.ToString(), leader, rationale, sides ?? []), Ct));

    public async Task<ConflictCase?> Of(string company) => (await All(company)).LastOrDefault();

    public async Task<IReadOnlyList<ConflictCase>> All(string company)
    {
        await using var scope = house.As(house.Corvane);
        return await CaseDesk
            .Whole(scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<ConflictCase>())
            .AsNoTracking()
            .Where(c => c.Company == company)
            .OrderBy(c => c.OpenedAt)
            .ToListAsync(Ct);
    }

    public async Task<RegistrationId> Id(string number) => (await story.Load(number)).Id;

    public async Task<string> KeyOf(string number) => Party.OfClaim((await Id(number)).Value);

    /// <summary>Another of the vendor's people who may decide.</summary>
    public async Task<Actor> Colleague() => (await RegistrationStory.In(house)).Maren;

    public async Task<IReadOnlyList<MailMessage>> Mails(Actor to)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<MailMessage>()
            .AsNoTracking()
            .Where(m => m.ToPerson == to.Person)
            .OrderBy(m => m.QueuedAt)
            .ToListAsync(Ct);
    }

    /// <summary>The company as the CRM's mirror holds it, behind a connection that nobody polls.</summary>
    public async Task<(CrmConnectionId Connection, AccountId Account)> Known(string company, CrmConnectionId? at = null)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var connection = at ?? Ids.New<CrmConnectionId>(house.Clock.Now);
        if (at is null)
        {
            var keys = house.Services.GetRequiredService<SecretBox>().Close(CrmCredentials.Purpose, Json.Write(new CrmCredentials("pat")));
            db.Add(CrmConnection.Connect(connection, CrmKind.HubSpot, "http://localhost:1", "v3", keys, house.Clock.Now));
            await db.SaveChangesAsync(Ct);
        }
        var account = Ids.New<AccountId>(house.Clock.Now);
        var host = RegistrationStory.Claim(company).Domain!;
        await db.Write(
            """
            insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, is_customer, deleted, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, false, false, clock_timestamp())
            """,
            Ct,
            house.Corvane.Id.Value,
            account.Value,
            connection.Value,
            account.Value.ToString("N"),
            company,
            Entente.Platform.Matching.CompanyName.Of(company).Key,
            host
        );
        return (connection, account);
    }

    /// <summary>A rep of the vendor opens, or works on, a deal of the vendor's own.</summary>
    public async Task Deal(
        CrmConnectionId connection,
        AccountId account,
        string id,
        Func<Entente.Pipeline.DealRecord, Entente.Pipeline.DealRecord>? but = null
    )
    {
        var record = house.Deal(id, $"Direct {id}", account) with { CreatedAt = house.Clock.Now };
        await house.Apply(house.Corvane, connection, but?.Invoke(record) ?? record);
    }

    /// <summary>The next quarter of an hour comes, and with it the sweep.</summary>
    public async Task Sweep()
    {
        house.Clock.Advance(TimeSpan.FromMinutes(16));
        await house.Work();
    }

    private static CancellationToken Ct => RegistrationStory.Ct;
}
