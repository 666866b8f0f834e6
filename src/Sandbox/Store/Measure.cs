using System.Diagnostics;
using System.Globalization;

namespace Entente.Sandbox.Store;

/// <summary>What a full store costs: writes companies with eight values each in batches of a hundred, opens the journal again.</summary>
internal static class Measure
{
    public static int Run(int count)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-measure-");
        try
        {
            var watch = Stopwatch.StartNew();
            using (var store = CrmStore.Open(folder.FullName, TimeProvider.System, Console.WriteLine))
                Fill(store, count);
            Line("written", watch.Elapsed, count);
            GC.Collect();
            var before = GC.GetTotalMemory(forceFullCollection: true);
            watch.Restart();
            using (var store = CrmStore.Open(folder.FullName, TimeProvider.System, Console.WriteLine))
            {
                Line("loaded", watch.Elapsed, count);
                var held = GC.GetTotalMemory(forceFullCollection: true) - before;
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"journal {store.JournalBytes >> 20} MB, memory held {held >> 20} MB ({held / count} bytes a company), process {Environment.WorkingSet >> 20} MB"
                    )
                );
                watch.Restart();
                var name = store.Schema(Kind.Company)["name"];
                var hits = store.All(Kind.Company).Count(r => r.Get(name)!.Contains("Kestrel", StringComparison.OrdinalIgnoreCase));
                Line($"scanned by name ({hits} hits)", watch.Elapsed, count);
                return store.CountLiving(Kind.Company) == count ? 0 : 1;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Fill(CrmStore store, int count)
    {
        var schema = store.Schema(Kind.Company);
        var entente = store.Write(
            Origin.Admin,
            tx =>
                tx.Define(
                    new()
                    {
                        Kind = Kind.Company,
                        Slot = -1,
                        Name = "entente_id",
                        HubSpotName = "entente_id",
                        SalesforceName = "Entente_Id__c",
                        Label = "Entente id",
                        Type = FieldType.Text,
                        Unique = true,
                    }
                )
        );
        string[] first = ["Alder", "Kestrel", "Northwind", "Harbour", "Meridian", "Quarry", "Saffron", "Willow"];
        string[] second = ["Foods", "Media", "Systems", "Logistics", "Partners", "Energy", "Robotics", "Health"];
        for (var done = 0; done < count; done += 100)
        {
            store.Write(
                Origin.Admin,
                tx =>
                {
                    for (var i = done; i < Math.Min(count, done + 100); i++)
                    {
                        var number = i.ToString(CultureInfo.InvariantCulture);
                        tx.Create(
                            Kind.Company,
                            [
                                new(schema["name"], $"{first[i % 8]} {second[i / 8 % 8]} {number} Ltd"),
                                new(schema["domain"], $"c{number}.example"),
                                new(schema["phone"], $"+31 20 {number}"),
                                new(schema["city"], "Rotterdam"),
                                new(schema["country"], "Netherlands"),
                                new(schema["industry"], "COMPUTER_SOFTWARE"),
                                new(schema["hubspot_owner_id"], store.Owners[0].Id.ToString(CultureInfo.InvariantCulture)),
                                new(entente, $"acc_{number}"),
                            ]
                        );
                    }
                }
            );
        }
    }

    private static void Line(string what, TimeSpan took, int count) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} companies {what} in {took.TotalSeconds:0.00} s ({count / Math.Max(took.TotalSeconds, 0.001):0} a second)"
            )
        );
}
