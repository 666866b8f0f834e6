using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Access;
using Entente.Bench.Names;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Import;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Bench.Rows;

/// <summary>
/// A file of claims that staff upload: half of its companies are accounts of the CRM, half are not. Measured from the moment the columns are confirmed
/// until the last row has its verdict, read from the database; the app does it as a job of its own process. The peer is a bare COPY of the same rows into
/// a table without keys.
/// </summary>
internal static class CsvRow
{
    private const int Seed = 20_261_121;

    public static async Task Measure(int rows)
    {
        await using var stand = await Stand.Start();
        var id = await stand.GoLive(share: 80);
        var accounts = rows * 10;
        var names = Register.Draw(accounts + rows, Seed).ToArray();
        await MirrorRows.Accounts(stand, id.Value, names.AsMemory(0, accounts));
        Print($"  {accounts:N0} accounts, {rows:N0} rows, load {Cores.Load()}");

        var staff = await MirrorRows.Staff(stand);
        for (var n = 0; n < 20; n++)
            await MirrorRows.Partner(stand, $"Quarry{Letters(n)}", $"partner{Letters(n)}.example");

        foreach (var round in (string[])["first", "second"])
        {
            var file = File(names, rows, accounts, round);
            var clock = Stopwatch.StartNew();
            var kept = await stand.As(staff, s => s.GetRequiredService<UploadImport>().Run("bench.csv", new MemoryStream(file), default));
            var uploaded = clock.Elapsed;
            clock.Restart();
            await stand.As(
                staff,
                async s =>
                {
                    var view = await s.GetRequiredService<ImportQuery>().Load(kept.Value, RowFilter.All, 1, default);
                    return await s.GetRequiredService<ImportActs>().Map(kept.Value, view!.Mapping, default);
                }
            );
            await stand.Until($"select state = 'Judged' from import_file where id = '{kept.Value.Value}'");
            Print(
                $"  {round}: {file.Length / 1048576.0:N1} MB kept in {uploaded.TotalSeconds:N1} s, judged in {clock.Elapsed.TotalSeconds:N1} s, load {Cores.Load()}"
            );
            foreach (var verdict in Enum.GetValues<RowVerdict>())
                Print(
                    $"    {verdict, -9} {await stand.Count($"select count(*) from import_row where import_id = '{kept.Value.Value}' and verdict = '{verdict}'"):N0}"
                );
            await Copy(stand, file);
        }
    }

    private static async Task Copy(Stand stand, byte[] file)
    {
        await using var connection = await stand.Database.OpenConnectionAsync();
        await using (
            var table = new NpgsqlCommand(
                "create temporary table bare (partner text, company text, domain text, contact text, email text, amount text, close text, need text, stage text, consent text)",
                connection
            )
        )
            await table.ExecuteNonQueryAsync();
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginTextImportAsync("copy bare from stdin (format csv, header)"))
            await copy.WriteAsync(Encoding.UTF8.GetString(file));
        await using (var drop = new NpgsqlCommand("drop table bare", connection))
            await drop.ExecuteNonQueryAsync();
        Print($"    bare COPY of the same rows {clock.Elapsed.TotalSeconds:N2} s");
    }

    private static byte[] File(string[] names, int rows, int accounts, string round)
    {
        var random = new Random(Seed);
        var text = new StringBuilder("Partner,Company,Website,Contact,E-mail,Value,Expected close,Need,Stage,Consent\n");
        var close = TimeProvider.System.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var n = 0; n < rows; n++)
        {
            var known = n % 2 == 0;
            var at = known ? random.Next(accounts) : accounts + n;
            var site = known ? $"site{at}.example" : $"new{n}.example";
            text.Append(
                CultureInfo.InvariantCulture,
                $"Quarry{Letters(n % 20)},\"{names[at]}\",{site},R Ashdown,r.ashdown@{site},{1000 + n},{close},Needs it {round},Evaluation,yes\n"
            );
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Letters(int n) => $"{(char)('a' + (n / 26))}{(char)('a' + (n % 26))}";

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
