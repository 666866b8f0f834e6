using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Partners.Links;
using Entente.Partners.People;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Crash;

/// <summary>
/// The vendor's workspace in the real program's database, reached beside it: public use cases set it up, and at the end its
/// rows are read.
/// </summary>
internal sealed class RealVendor : IAsyncDisposable
{
    public const string Slug = "corvane";
    private readonly ServiceProvider services;
    private Actor owner = null!;

    private RealVendor(ServiceProvider services) => this.services = services;

    public WorkspaceCard Workspace { get; private set; } = null!;

    public IServiceProvider Services => services;

    /// <summary>The doors that the owner and the partner's seller sign in by, and the personal link they register by: paths.</summary>
    public (string Door, string Portal, string Link) Doors { get; private set; }

    /// <summary>Connects to the running app's database.</summary>
    public static Task<RealVendor> Open(RealApp app, CancellationToken ct) =>
        Open(app.Connection(Roles.App), Path.Combine(app.Folder, "keys"), ct);

    /// <summary>Connects to a database that an app works on, with that app's keys.</summary>
    public static async Task<RealVendor> Open(string connection, string keys, CancellationToken ct)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        collection.AddEntente(global::Entente.Host.Modules.All, () => connection, keys);
        var vendor = new RealVendor(collection.BuildServiceProvider(validateScopes: true));
        if (await vendor.services.GetRequiredService<Workspaces>().Find(Slug, ct) is { } workspace)
        {
            vendor.Workspace = workspace;
            // Whoever comes back after a restart acts as the owner.
            vendor.owner = Actor.System(workspace.Id);
        }
        return vendor;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>A scope in which Entente itself acts.</summary>
    public AsyncServiceScope Scope() => Scope(Actor.System(Workspace.Id));

    /// <summary>Workspace, owner, a partner with a personal link.</summary>
    public async Task SetUp(CancellationToken ct)
    {
        Workspace = (await services.GetRequiredService<Workspaces>().Create(Slug, "Corvane", "Europe/London", "EUR", 178, ct)).Value;
        await using var scope = Scope();
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var maren = (await access.AddStaff("maren.voss@corvane.example", "Maren Voss", StaffRole.Owner, ct)).Value;
        var expires = TimeProvider.System.GetUtcNow().AddDays(1);
        var door = await access.IssueLink(LinkKind.SignIn, maren, null, null, expires, ct);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        // Decisions are told at once here: the kills are to strike at what follows, not in ten idle seconds.
        var now = TimeProvider.System.GetUtcNow();
        db.Add(PolicyVersion.Publish(2, Policy.Default with { Undo = new(0) }, "No time to undo", null, now, now));
        await db.SaveChangesAsync(ct);

        owner = new(Workspace.Id, ActorKind.Staff, Channel.Web, maren, Name: "Maren Voss", Permissions: Permissions.Of(StaffRole.Owner));
        var kestrel = await Act<CreatePartner, Result<PartnerId>>(u =>
            u.Run(
                new(
                    "Kestrel Quay",
                    PartnerType.Reseller,
                    PartnerTier.Select,
                    PartnerStatus.Active,
                    ["kestrelquay.example"],
                    Manager: maren
                ),
                ct
            )
        );
        var ines = await Act<AddPerson, Result<PersonId>>(u =>
            u.Run(new(kestrel.Value, "ines.calder@kestrelquay.example", "Ines Calder", global::Entente.Access.PartnerRole.Seller), ct)
        );
        var link = await Act<IssueRegistrationLink, Result<string>>(u => u.Run(new(kestrel.Value, ines.Value), ct));
        var portal = await access.IssueLink(LinkKind.SignIn, ines.Value, null, null, expires, ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(ct);
        Doors = (PathOf(door), PathOf(portal), PathOf(link.Value));
    }

    /// <summary>Connects the CRM and waits until the mirror is whole; the path that the CRM pushes to.</summary>
    public async Task<string> Connect(CrmKind kind, Uri origin, CancellationToken ct)
    {
        await Begin(kind, origin, 10_000, ct);
        for (var tries = 0; tries < 600; tries++)
        {
            if (await Look(ct) is { State: CrmConnectionState.Live } view)
                return view.PushPath;
            await Task.Delay(50, ct);
        }
        throw new TimeoutException("The CRM's connection did not go live.");
    }

    public async Task<ConnectionView> Look(CancellationToken ct) =>
        (await Act<ShowConnection, IReadOnlyList<ConnectionView>>(u => u.All(TimeProvider.System.GetUtcNow(), ct))).Single();

    /// <summary>Connects the CRM and begins to load.</summary>
    /// <param name="pace">Calls a second.</param>
    public async Task<CrmConnectionId> Begin(CrmKind kind, Uri origin, int pace, CancellationToken ct)
    {
        var keys = RealSandbox.Options;
        var address = origin.OriginalString.TrimEnd('/');
        var input =
            kind == CrmKind.HubSpot
                ? new ConnectCrm.Input(kind, address, keys.HubSpotToken, AppSecret: keys.HubSpotAppSecret, CallsPerSecond: pace)
                : new ConnectCrm.Input(kind, address, keys.SalesforceClientSecret, keys.SalesforceClientId, CallsPerSecond: pace);
        var connected = await Act<ConnectCrm, Result<CrmConnectionId>>(u => u.Run(input, ct));
        connected.Problem.ShouldBeNull();
        var started = await Act<StartSync, Result<StartSync.Started>>(u => u.Run(connected.Value, ct));
        started.Problem.ShouldBeNull();
        return connected.Value;
    }

    public async Task<TResult> Act<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = Scope(owner);
        return await act(ActivatorUtilities.GetServiceOrCreateInstance<T>(scope.ServiceProvider));
    }

    private AsyncServiceScope Scope(Actor actor)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return scope;
    }

    private static string PathOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) && whole.Scheme != "file" ? whole.PathAndQuery : address;
}
