using System.Diagnostics;
using System.Text.Json;
using Entente.Crm.Port;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Crash;
using Entente.Tests.Support;

namespace Entente.Tests.Start;

/// <summary>The program itself over a PostgreSQL that others run: <c>--database</c>, one process or several.</summary>
[Trait("part", "crash")]
public sealed class ExistingDatabaseTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-nodes-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_comes_in_through_a_web_node_is_worked_on_by_a_worker_node()
    {
        await using var server = await SharedDatabase.Start(Ct);
        var admin = await server.Person("dba", "superuser", Ct);
        using var crm = new RealSandbox();
        await crm.Start(Ct);
        // Both at once, on a server that has no such database yet: one prepares it, the other waits.
        using var web = RunningProgram.Launch(Ports.Free(1), "--database", admin, "--data", folder, "--role", "web");
        using var worker = RunningProgram.Launch(Ports.Free(1), "--database", admin, "--data", folder, "--role", "worker");
        await Task.WhenAll(web.Ready(Ct), worker.Ready(Ct));
        File.Exists(Path.Combine(folder, "run.json")).ShouldBeFalse("the folder is neither one's own");

        await using var vendor = await RealVendor.Open(server.As(Roles.App, Passwords("App")), Path.Combine(folder, "keys"), Ct);
        await vendor.SetUp(Ct);
        // The web node only asks for the load; that the connection goes live is the worker's doing, with a secret closed by other hands.
        await vendor.Connect(CrmKind.HubSpot, crm.HubSpot, Ct);
        using var clients = new Clients(web.Url, vendor.Doors.Link);
        await clients.SignIn(vendor.Doors.Door, vendor.Doors.Portal);
        clients.Add(1);
        await clients.Work();

        clients.Surprises.ShouldBeEmpty();
        clients.Claims.Single().Number.ShouldNotBeNull();
        clients.Claims.Single().Decided.ShouldBeTrue("decided on the web node");
        // Both are the worker's: the mail is handed over, and the CRM has the deal.
        await Until("select count(*) from mail_message where state = 'Sent'", 1, server);
        await Until("select count(*) from registration where state = 'Converted' and crm_deal_id is not null", 1, server);
        (await server.Ask<string>(Sessions, Ct)).ShouldBe(Roles.App, "Entente itself is nobody else");
        await worker.Stop(Ct);
        await web.Stop(Ct);
    }

    [Fact]
    public async Task A_node_that_comes_later_leaves_alone_what_a_living_one_holds_and_does_not_lock_it_out()
    {
        await using var server = await SharedDatabase.Start(Ct);
        var admin = await server.Person("dba", "superuser", Ct);
        using var first = await RunningProgram
            .Launch(Ports.Free(1), "--database", admin, "--data", folder, "--empty", "--no-sandbox")
            .Ready(Ct);
        var before = Passwords("App");
        await server.Run(
            """
            insert into due_item (workspace_id, id, kind, due_at, stands_at, lease, lease_until, attempts)
            values (gen_random_uuid(), gen_random_uuid(), 'job:mail.deliver', now() - interval '1 minute', now() - interval '1 minute', gen_random_uuid(), now() + interval '1 hour', 1)
            """,
            SharedDatabase.Name,
            Ct
        );

        using var second = await RunningProgram.Launch(Ports.Free(1), "--database", admin, "--data", folder, "--role", "worker").Ready(Ct);

        Passwords("App").ShouldBe(before);
        (await server.Ask<string>("select rolpassword from pg_authid where rolname = 'entente_app'", Ct)).ShouldStartWith("SCRAM-SHA-256");
        // Connections made from now on still open: the first node is asked for something that needs a fresh one.
        await server.Run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'entente_app'", Ct);
        using var http = new HttpClient { BaseAddress = first.Url };
        await Patiently(async () => (await http.GetAsync("/setup", Ct)).IsSuccessStatusCode);
        (await server.Ask<int>("select attempts from due_item where kind = 'job:mail.deliver'", Ct)).ShouldBe(1, "it is still held");
        await second.Stop(Ct);
        await first.Stop(Ct);
    }

    [Fact]
    public async Task A_role_that_lacks_rights_is_told_which_ones_and_nothing_is_made()
    {
        await using var server = await SharedDatabase.Start(Ct);
        await server.Run($"create database {SharedDatabase.Name}", Ct);
        var guest = await server.Person("guest", "", Ct);

        using var app = RunningProgram.Launch(Ports.Free(1), "--database", guest, "--data", folder, "--empty", "--no-sandbox");

        (await app.Ended(Ct)).ShouldBe(2);
        app.Said.ShouldContain("--database needs");
        app.Said.ShouldContain("create roles (createrole)");
        app.Said.ShouldContain("bypasses row-level security");
        app.Said.ShouldContain($"owns '{SharedDatabase.Name}'");
        (
            await server.Ask<long>("select count(*) from pg_roles where rolname in ('entente_owner', 'entente_app', 'entente_maint')", Ct)
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_password_and_a_server_that_is_not_there_are_one_clear_sentence()
    {
        await using var server = await SharedDatabase.Start(Ct);
        await server.Person("dba", "superuser", Ct);

        using var wrong = RunningProgram.Launch(
            Ports.Free(1),
            "--database",
            server.As("dba", "no"),
            "--data",
            folder,
            "--empty",
            "--no-sandbox"
        );
        (await wrong.Ended(Ct)).ShouldBe(2);
        wrong.Said.ShouldContain("--database");
        wrong.Said.ShouldContain("password");
        wrong.Said.ShouldNotContain("   at ");

        using var nowhere = RunningProgram.Launch(
            Ports.Free(1),
            "--database",
            $"Host=127.0.0.1;Port={Ports.Free(1)};Username=a;Password=b;Database=c",
            "--data",
            folder,
            "--empty",
            "--no-sandbox"
        );
        (await nowhere.Ended(Ct)).ShouldBe(2);
        nowhere.Said.ShouldContain("--database does not answer");
        nowhere.Said.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_node_with_the_keys_of_another_folder_is_refused_before_it_locks_the_others_out()
    {
        await using var server = await SharedDatabase.Start(Ct);
        var admin = await server.Person("dba", "superuser", Ct);
        using var first = await RunningProgram
            .Launch(Ports.Free(1), "--database", admin, "--data", folder, "--empty", "--no-sandbox")
            .Ready(Ct);
        var password = await server.Ask<string>("select rolpassword from pg_authid where rolname = 'entente_app'", Ct);
        var elsewhere = Directory.CreateTempSubdirectory("entente-elsewhere-").FullName;

        using var stranger = RunningProgram.Launch(Ports.Free(1), "--database", admin, "--data", elsewhere, "--role", "worker");

        (await stranger.Ended(Ct)).ShouldBe(2);
        stranger.Said.ShouldContain("keys of another data folder");
        (await server.Ask<string>("select rolpassword from pg_authid where rolname = 'entente_app'", Ct)).ShouldBe(password);
        await first.Stop(Ct);
        Directory.Delete(elsewhere, recursive: true);
    }

    private const string Sessions = """
        select string_agg(distinct usename, ', ') from pg_stat_activity
         where datname = 'partners' and backend_type = 'client backend' and pid <> pg_backend_pid()
        """;

    private string Passwords(string role)
    {
        using var roles = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "keys", "roles.json")));
        return roles.RootElement.GetProperty(role).GetString()!;
    }

    private static Task Until(string question, long least, SharedDatabase server) =>
        Patiently(async () => await server.Ask<long>(question, Ct) >= least);

    private static async Task Patiently(Func<Task<bool>> happened)
    {
        var patience = Stopwatch.StartNew();
        while (!await happened())
        {
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(50, Ct);
        }
    }
}
