using System.Runtime.CompilerServices;
using System.Text;
using Entente.Access;
using Entente.Partners;
using Entente.Partners.Import;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

// The acts and looks of these tests.
public sealed partial class PartnerImportTest
{
    /// <summary>Staff of their own for each test; the clock moves, so that what was here before is older than what is judged.</summary>
    private async Task<Actor> Staff(StaffRole role = StaffRole.Owner, [CallerMemberName] string test = "")
    {
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var email = Mail(test);
        await using var scope = house.As(house.Corvane);
        var person = (await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, "Maren " + test[..8], role, Ct)).Value;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().StaffActor(person, Channel.Web, Ct))!;
    }

    private static string Mail(string test) => $"maren{(uint)string.GetHashCode(test, StringComparison.Ordinal)}@corvane.example";

    private Task<Result<PartnerImportId>> Upload(Actor who, string text, string name = "partners.csv") =>
        house.Act<KeepImport, Result<PartnerImportId>>(who, u => u.Run(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct));

    private Task<Result> Act(Actor who, Func<DecideImport, Task<Result>> act) => house.Act(who, act);

    private async Task<PartnerImportId> Judged(Actor who, string text)
    {
        var kept = await Upload(who, text);
        kept.Problem.ShouldBeNull();
        (await Act(who, a => a.Map(kept.Value, new(Load(who, kept.Value).Result!.Mapping.Columns), Ct))).Problem.ShouldBeNull();
        await house.Work();
        return kept.Value;
    }

    private async Task Make(Actor who, PartnerImportId import, bool fills = false, bool takesAlike = false, bool invites = false)
    {
        (await Act(who, a => a.Make(import, new(fills, takesAlike, invites), Ct))).Problem.ShouldBeNull();
        await house.Work();
    }

    private async Task<ImportView?> Load(Actor who, PartnerImportId import, RowFilter filter = RowFilter.All)
    {
        await using var scope = house.As(who);
        return await scope.ServiceProvider.GetRequiredService<ImportShown>().Load(import, filter, 1, Ct);
    }

    private async Task<ImportView> Show(Actor who, PartnerImportId import) => (await Load(who, import)).ShouldNotBeNull();

    private async Task<PartnerCard?> Called(string name)
    {
        await using var scope = house.As(house.Corvane);
        var all = await scope.ServiceProvider.GetRequiredService<PartnersApi>().All(entering: false, Ct);
        return all.Where(p => p.Name == name).ShouldHaveSingleOrNone(name);
    }

    private async Task<IReadOnlyList<(string Name, string Email, PartnerRole? Role)>> Team(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        var people = await scope.ServiceProvider.GetRequiredService<AccessApi>().PartnerPeople(partner, Ct);
        return [.. people.Select(m => (m.Person.Name, m.Person.Email, m.PartnerRole))];
    }

    private async Task<TResult> Ask<TResult>(Func<EntenteDb, Task<TResult>> ask)
    {
        await using var scope = house.As(house.Corvane);
        return await ask(scope.ServiceProvider.GetRequiredService<EntenteDb>());
    }

    private async Task<string> Left(Actor who, PartnerImportId import)
    {
        await using var scope = house.As(who);
        var (_, pieces) = (await scope.ServiceProvider.GetRequiredService<ImportShown>().Left(import, Ct))!.Value;
        var text = new StringBuilder();
        await foreach (var piece in pieces)
            text.Append(piece);
        return text.ToString();
    }

    // Stops the work after a random while again and again, as a kill would, until it is through.
    private async Task Dying(PartnerImportId import)
    {
        var random = new Random(20261123);
        for (var tries = 0; tries < 400; tries++)
        {
            await using var scope = house.As(house.Corvane);
            using var death = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(1, 300)));
            try
            {
                await ActivatorUtilities.CreateInstance<RunMakeImport>(scope.ServiceProvider).Run(new MakeImport(import), death.Token);
            }
            catch (OperationCanceledException) { }
            catch (Npgsql.NpgsqlException) when (death.IsCancellationRequested) { }
            if (await Ask(db => db.Set<PartnerImport>().AnyAsync(i => i.Id == import && i.State == PartnerImportState.Done, Ct)))
                return;
        }
        throw new InvalidOperationException("It never came through.");
    }
}

file static class Singles
{
    public static T? ShouldHaveSingleOrNone<T>(this IEnumerable<T> found, string what)
        where T : class
    {
        var list = found.ToList();
        list.Count.ShouldBeLessThan(2, what);
        return list.FirstOrDefault();
    }
}
