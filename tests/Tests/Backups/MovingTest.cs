using Entente.Access;
using Entente.AuditVerifier;
using Entente.Host;
using Entente.Host.Moving;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Status;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Backups;

/// <summary>A workspace is taken out whole, brought in elsewhere, and deleted whole; its neighbours notice nothing.</summary>
public sealed class MovingTest(House house, TestCluster cluster) : IClassFixture<House>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-moving-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Taken => Path.Combine(folder, "corvane.workspace");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_brought_in_is_what_was_taken_out_row_by_row_with_its_secrets_and_its_audit()
    {
        var story = await RegistrationStory.In(house);
        var number = await story.Approved(story.Ines, "Moved Mills");
        await Secret();
        await house.Work();
        await house.Seal(house.Corvane);
        await using var here = Source(house);
        (await WorkspaceCommand.Label(new(house.Services, here), "corvane", "EU, Frankfurt")).ShouldBe(0);
        (await WorkspaceCommand.Export(new(house.Services, here), "corvane", Taken)).ShouldBe(0);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Taken).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds secrets");
        var before = await Counts(here, house.Corvane.Id);

        await using var elsewhere = new House(cluster);
        await elsewhere.InitializeAsync();
        await using var there = Source(elsewhere);
        // Somebody of hers is known there already, under another id.
        await using (
            var known = there.CreateCommand("insert into person (id, email, name, created_at) select $1, $2, 'Ines elsewhere', now()")
        )
        {
            known.Parameters.Add(new() { Value = Guid.Parse("5f1d3c52-6d0e-4f0a-9d4e-0c2f6b1a7e11") });
            known.Parameters.Add(new() { Value = await Email(here, story.Ines.Person!.Value) });
            await known.ExecuteNonQueryAsync(Ct);
        }
        (await WorkspaceCommand.Import(new(elsewhere.Services, there), Taken, "moved")).ShouldBe(0);
        var waits = await One(there, "select count(*) from due_item where lease_until > '9000-01-01'");
        waits.ShouldBe(before.GetValueOrDefault("due_item"), "the old installation may still run: nothing is sent or decided twice");
        elsewhere.Clock.Advance(TimeSpan.FromDays(40));
        await elsewhere.Work();
        (await One(there, "select count(*) from due_item where lease_until > '9000-01-01'")).ShouldBe(waits);
        (await WorkspaceCommand.Start(new(elsewhere.Services, there), "moved")).ShouldBe(0);
        (await One(there, "select count(*) from due_item where lease_until > '9000-01-01'")).ShouldBe(0);

        var moved = (await elsewhere.Services.GetRequiredService<Workspaces>().Find("moved", Ct))!;
        (moved.Id, moved.Name, moved.Residency).ShouldBe((house.Corvane.Id, "Corvane", "EU, Frankfurt"));
        var after = await Counts(there, moved.Id);
        // The bringing itself stands in the audit.
        foreach (var (table, count) in before.Where(b => !b.Key.StartsWith("audit_", StringComparison.Ordinal)))
            after.GetValueOrDefault(table).ShouldBe(count, table);
        (await Member(elsewhere, moved, await Email(here, story.Ines.Person!.Value))).ShouldBeTrue("she is the one who was known there");
        var status = await elsewhere.Act<StatusQuery, StatusView?>(await Now(story.Ines, there), q => q.Load(number, Ct));
        status!.Number.ShouldBe(number);

        var secrets = await Secrets(there, elsewhere, moved.Id);
        secrets.ShouldNotBeEmpty();
        secrets.ShouldBe(await Secrets(here, house, house.Corvane.Id), ignoreOrder: true);
        await elsewhere.Seal(moved);
        var report = await Verified(elsewhere, moved);
        report.Holds.ShouldBeTrue(string.Join('\n', report.Faults.Select(f => f.Sentence)));
        await elsewhere.Work();
    }

    [Fact]
    public async Task A_file_that_does_not_fit_changes_nothing()
    {
        await using var here = Source(house);
        (await WorkspaceCommand.Export(new(house.Services, here), "corvane", Taken)).ShouldBe(0);
        (await Said(() => WorkspaceCommand.Import(new(house.Services, here), Taken, "again"))).ShouldContain(
            "is here already, at /w/corvane"
        );

        await using var elsewhere = new House(cluster);
        await elsewhere.InitializeAsync();
        await using var there = Source(elsewhere);
        (await Said(() => WorkspaceCommand.Import(new(elsewhere.Services, there), Taken, null))).ShouldContain("/w/corvane is taken here");
        (await Said(() => WorkspaceCommand.Import(new(elsewhere.Services, there), Taken, "Not A Slug"))).ShouldContain("lower-case");
        var bytes = await File.ReadAllBytesAsync(Taken, Ct);
        bytes[bytes.AsSpan().IndexOf("Corvane\t"u8)] ^= 1;
        await File.WriteAllBytesAsync(Taken, bytes, Ct);
        (await Said(() => WorkspaceCommand.Import(new(elsewhere.Services, there), Taken, "moved"))).ShouldContain("no whole workspace");
        (await elsewhere.Services.GetRequiredService<Workspaces>().All(Ct))
            .Select(w => w.Slug)
            .ShouldBe(["corvane", "halden"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("rows/membership", "of membership that belong to another workspace")]
    [InlineData("global/workspace", "of workspace that belong to another workspace")]
    [InlineData("secrets.json", "that belongs to another workspace")]
    public async Task A_file_that_somebody_made_to_write_into_another_workspace_changes_nothing(string part, string said)
    {
        await using var here = Source(house);
        await RegistrationStory.In(house);
        await Secret();
        (await WorkspaceCommand.Export(new(house.Services, here), "corvane", Taken)).ShouldBe(0);
        await using var elsewhere = new House(cluster);
        await elsewhere.InitializeAsync();
        await using var there = Source(elsewhere);
        var neighbour = await Counts(there, elsewhere.Other.Id);
        await Forge(part, house.Corvane.Id.Value, elsewhere.Other.Id.Value);

        (await Said(() => WorkspaceCommand.Import(new(elsewhere.Services, there), Taken, "moved"))).ShouldContain(said);
        (await Counts(there, elsewhere.Other.Id)).ShouldBe(neighbour, ignoreOrder: true);
        (await elsewhere.Services.GetRequiredService<Workspaces>().Find("moved", Ct)).ShouldBeNull();
    }

    /// <summary>Writes another workspace's id into a part of the file, with hashes that fit.</summary>
    private async Task Forge(string part, Guid from, Guid to)
    {
        var open = Directory.CreateDirectory(Path.Combine(folder, "open")).FullName;
        var manifest = await Pack.Read<WorkspaceManifest>(Taken, open, "workspace", WorkspacePack.Belongs, Ct);
        var path = Path.Combine(open, part);
        var text = await File.ReadAllTextAsync(path, Ct);
        text.ShouldContain(from.ToString());
        await File.WriteAllTextAsync(path, text.Replace(from.ToString(), to.ToString(), StringComparison.Ordinal), Ct);
        await Pack.Write(Taken, [.. manifest.Hashes.Keys.Select(n => (n, Path.Combine(open, n)))], h => manifest with { Hashes = h }, Ct);
    }

    [Fact]
    public async Task A_deletion_that_was_interrupted_is_ended_by_the_id()
    {
        await using var vendors = new House(cluster);
        await vendors.InitializeAsync();
        await RegistrationStory.In(vendors);
        await using var all = Source(vendors);
        // As after the rows are gone: something was written late, and its people are still there.
        await using (var late = all.CreateCommand("delete from membership where workspace_id = $1"))
        {
            late.Parameters.Add(new() { Value = vendors.Corvane.Id.Value });
            await late.ExecuteNonQueryAsync(Ct);
        }
        await using (var gone = all.CreateCommand("delete from workspace where id = $1"))
        {
            gone.Parameters.Add(new() { Value = vendors.Corvane.Id.Value });
            await gone.ExecuteNonQueryAsync(Ct);
        }
        var id = vendors.Corvane.Id.Value.ToString();
        (await WorkspaceCommand.Delete(new(vendors.Services, all), id)).ShouldBe(0);
        (await Counts(all, vendors.Corvane.Id)).ShouldBeEmpty();
        (await One(all, "select count(*) from person p where not exists (select 1 from membership m where m.person_id = p.id)")).ShouldBe(
            0
        );
    }

    [Fact]
    public async Task Deleted_nothing_of_it_is_left_anywhere_and_its_neighbour_has_everything()
    {
        await using var vendors = new House(cluster);
        await vendors.InitializeAsync();
        var story = await RegistrationStory.In(vendors);
        await story.Approved(story.Ines, "Ended Mills");
        await vendors.Work();
        await using var all = Source(vendors);
        // Somebody works for both vendors.
        await using (var scope = vendors.As(vendors.Other))
        {
            await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .AddStaff(await Email(all, story.Ines.Person!.Value), "Both", StaffRole.Admin);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        var neighbour = await Counts(all, vendors.Other.Id);
        var other = await One(all, "select count(*) from person");

        (await WorkspaceCommand.Delete(new(vendors.Services, all), "corvane")).ShouldBe(0);

        (await Counts(all, vendors.Corvane.Id)).ShouldBeEmpty();
        (await vendors.Services.GetRequiredService<Workspaces>().Find("corvane", Ct)).ShouldBeNull();
        (await Counts(all, vendors.Other.Id)).ShouldBe(neighbour, ignoreOrder: true);
        (await One(all, "select count(*) from person")).ShouldBeLessThan(other);
        (await One(all, "select count(*) from person p where not exists (select 1 from membership m where m.person_id = p.id)")).ShouldBe(
            0
        );
        (await One(all, "select count(*) from membership m where not exists (select 1 from person p where p.id = m.person_id)")).ShouldBe(
            0,
            "who works for the neighbour too is still there"
        );
        await vendors.Work();
        (await Counts(all, vendors.Corvane.Id)).ShouldBeEmpty("nothing wakes it");
    }

    /// <summary>Something that is kept closed.</summary>
    private async Task Secret()
    {
        await using var scope = house.As(house.Corvane);
        await scope.ServiceProvider.GetRequiredService<ErasedMarks>().Remember(["gone@somewhere.example"], Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    private static NpgsqlDataSource Source(House of) => NpgsqlDataSource.Create(of.MaintenanceConnection + ";Pooling=false");

    /// <summary>Rows of a workspace by table, where there are any.</summary>
    private static async Task<Dictionary<string, long>> Counts(NpgsqlDataSource all, WorkspaceId workspace)
    {
        await using var open = await all.OpenConnectionAsync(Ct);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await WorkspaceTables.Of(open, Ct))
            if (await One(all, $"select count(*) from \"{table.Name}\" where workspace_id = '{workspace.Value}'") is var count and > 0)
                counts.Add(table.Name, count);
        return counts;
    }

    private static async Task<long> One(NpgsqlDataSource all, string sql)
    {
        await using var ask = all.CreateCommand(sql);
        return (long)(await ask.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<string> Email(NpgsqlDataSource all, PersonId person)
    {
        await using var ask = all.CreateCommand("select email from person where id = $1");
        ask.Parameters.Add(new() { Value = person.Value });
        return (string)(await ask.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<bool> Member(House of, WorkspaceCard workspace, string email)
    {
        await using var scope = of.As(workspace);
        return await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(email, Ct) is not null;
    }

    /// <summary>The same person as she is known there.</summary>
    private static async Task<Actor> Now(Actor who, NpgsqlDataSource there)
    {
        await using var ask = there.CreateCommand("select id from person where name = 'Ines elsewhere'");
        return who with { Person = new((Guid)(await ask.ExecuteScalarAsync(Ct))!) };
    }

    /// <summary>What is closed for a workspace, opened by the keys of that house.</summary>
    private static async Task<List<string>> Secrets(NpgsqlDataSource all, House of, WorkspaceId workspace)
    {
        await using var open = await all.OpenConnectionAsync(Ct);
        var found = new List<string>();
        var here = new Here(of.Services, all);
        foreach (var column in here.Sealed().Where(c => c.OfWorkspaces))
        foreach (var value in await column.Closed(open, workspace, Ct))
            found.Add($"{column.Table}.{column.Column}: {here.Box.Open(column.Purpose, value.Text)}");
        return found;
    }

    private static async Task<Report> Verified(House of, WorkspaceCard workspace)
    {
        await using var scope = of.As(workspace);
        using var file = new MemoryStream();
        await foreach (var piece in scope.ServiceProvider.GetRequiredService<AuditExport>().Run(new(), Ct))
            await file.WriteAsync(piece, Ct);
        file.Position = 0;
        return Verifier.Verify(file, of.Services.GetRequiredService<AuditKey>().Fingerprint);
    }

    private static async Task<string> Said(Func<Task<int>> act) => (await Should.ThrowAsync<ClusterException>(act)).Message;
}
