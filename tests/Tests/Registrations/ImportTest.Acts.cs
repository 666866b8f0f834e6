using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// The acts and looks of these tests.
public sealed partial class ImportTest
{
    private static string Row(string company, string? site = null, string amount = "84000")
    {
        var letters = new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return $"{company},{site ?? letters + ".example"},R Ashdown,r.ashdown@{letters}.example,{amount},2026-05-29,Trace quality issues,Evaluation,yes";
    }

    private static string Letters(int n) => string.Concat($"{n:00000}".Select(c => (char)('a' + c - '0')));

    private async Task<Result<ImportFileId>> Upload(Actor who, string text) =>
        await house.Act<UploadImport, Result<ImportFileId>>(
            who,
            u => u.Run("claims.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Ct)
        );

    private Task<Result> Act(Actor who, Func<ImportActs, Task<Result>> act) => house.Act<ImportActs, Result>(who, act);

    private async Task<Result> Map(Actor who, ImportFileId file)
    {
        var mapping = (await Load(who, file))!.Mapping;
        return await Act(who, a => a.Map(file, mapping, Ct));
    }

    private async Task<ImportFileId> Judged(Actor who, string text)
    {
        var file = await Upload(who, text);
        file.Problem.ShouldBeNull();
        (await Map(who, file.Value)).Problem.ShouldBeNull();
        await house.Work();
        return file.Value;
    }

    private async Task<ImportView?> Load(Actor who, ImportFileId file)
    {
        await using var scope = house.As(who);
        return await scope.ServiceProvider.GetRequiredService<ImportQuery>().Load(file, RowFilter.All, 1, Ct);
    }

    private async Task<ImportView> Show(Actor who, ImportFileId file) => (await Load(who, file)).ShouldNotBeNull();

    private async Task<List<string>> Claimed(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .Where(r => r.PartnerId == partner)
            .OrderBy(r => r.Company)
            .Select(r => r.Company)
            .ToListAsync(Ct);
    }

    private async Task<int> Alarms(PartnerId partner)
    {
        await using var scope = house.As(house.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<ProbeAlarm>().CountAsync(a => a.About == partner, Ct);
    }
}
