using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The app with its pages, and the sandbox on its clock; writes that the CRM takes and some that it refuses.</summary>
public sealed class InspectHouse : IAsyncLifetime
{
    public InspectHouse(TestCluster cluster)
    {
        Web = new WebHouse(cluster);
        Sandbox = new CrmSandbox { Clock = Web.Clock };
        Sync = new SyncHouse(Web.House, Sandbox);
    }

    private WebVisitor? maren;

    internal WebHouse Web { get; }

    internal CrmSandbox Sandbox { get; }

    internal SyncHouse Sync { get; }

    public async ValueTask InitializeAsync()
    {
        await Web.InitializeAsync();
        await Sandbox.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Web.DisposeAsync();
    }

    /// <summary>An owner, signed in once: links by mail are few.</summary>
    internal async Task<WebVisitor> Maren() => maren ??= await Web.Staff();

    /// <summary>Connects and loads everything, with the app's own services: its secrets are sealed with its keys.</summary>
    internal async Task<CrmConnectionId> Connect(CrmKind kind)
    {
        var made = await Act<ConnectCrm, Result<CrmConnectionId>>(c => c.Run(Sync.Credentials(kind), default));
        made.Problem.ShouldBeNull();
        (await Act<StartSync, Result<StartSync.Started>>(s => s.Run(made.Value, default))).Problem.ShouldBeNull();
        await Web.Work();
        return made.Value;
    }

    internal async Task<TResult> Act<T, TResult>(Func<T, Task<TResult>> act, WorkspaceCard? workspace = null)
        where T : notnull
    {
        await using var scope = As(workspace);
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>A scope of the app's own services in which the system acts.</summary>
    internal AsyncServiceScope As(WorkspaceCard? workspace = null)
    {
        var scope = Web.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System((workspace ?? Web.Corvane).Id));
        return scope;
    }

    /// <summary>Reads one record into the mirror and settles what that brings up, as after a push, without the clock moving.</summary>
    internal async Task Fetch(CrmConnectionId connection, CrmObject kind, string id)
    {
        (await Act<Replay, Result>(r => r.Record(connection, kind, id, default))).Problem.ShouldBeNull();
        await Web.Work();
    }

    /// <summary>Stages a write of one record; sent by the next work.</summary>
    internal async Task<CrmWriteId> Stage(
        CrmConnectionId connection,
        CrmObject kind,
        string ententeId,
        string? crmId,
        params (string Key, string? Value)[] fields
    )
    {
        await using var scope = As();
        var step = new CrmWriteStep(kind, ententeId, crmId, fields.ToDictionary(f => f.Key, f => f.Value), []);
        var write = scope
            .ServiceProvider.GetRequiredService<CrmApi>()
            .Stage(connection, new CrmWriteBack(new SubjectRef("trial", Guid.Empty), [step]));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        return write;
    }

    /// <summary>A person whose address no CRM takes: refused.</summary>
    internal async Task<CrmWriteId> Refused(CrmConnectionId connection, string tag)
    {
        var write = await Stage(
            connection,
            CrmObject.Contact,
            "contact-" + tag,
            null,
            (CrmFields.LastName, "Okafor " + tag),
            (CrmFields.Email, "nobody")
        );
        await Web.Work();
        (await Entry(write)).State.ShouldBe(WriteState.Failed);
        return write;
    }

    internal Task<WriteEntry> Entry(CrmWriteId id) => Sync.Ask(db => db.Set<WriteEntry>().AsNoTracking().SingleAsync(w => w.Id == id));
}
