using System.Globalization;
using System.Text;
using Entente.Sandbox.Store;
using Entente.Tests.Support;

namespace Entente.Tests.Sandbox.Support;

/// <summary>A temporary folder with a store in it, and helpers to look at stores as text.</summary>
internal sealed class StoreFolder : IDisposable
{
    public TestClock Clock { get; } = new();

    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-test-").FullName;

    public string Journal => System.IO.Path.Combine(Path, CrmStore.FileName);

    public List<string> Said { get; } = [];

    public CrmStore Open() => CrmStore.Open(Path, Clock, Said.Add);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static Field UniqueField(Kind kind) =>
        new()
        {
            Kind = kind,
            Slot = -1,
            Name = "entente_id",
            HubSpotName = "entente_id",
            SalesforceName = "Entente_Id__c",
            Label = "Entente id",
            Type = FieldType.Text,
            Unique = true,
        };

    /// <summary>What values were and who wrote them, and which record stands for which: known as long as the journal is whole.</summary>
    public static string DumpPast(CrmStore store)
    {
        var text = new StringBuilder();
        foreach (var record in Image.Kinds.SelectMany(k => store.All(k)))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{record.Id} {record.CreatedBy} {record.ModifiedBy} {store.SurvivorOf(record.Id)}"
            );
            foreach (var field in store.Schema(record.Kind).All.Where(f => f.Stored))
            {
                foreach (var past in store.History(record, field))
                    text.AppendLine(CultureInfo.InvariantCulture, $"  {field.Name} {past}");
            }
        }
        return text.ToString();
    }

    /// <summary>Everything a store holds, one line each: two stores with equal dumps are equal.</summary>
    public static string Dump(CrmStore store)
    {
        var text = new StringBuilder();
        foreach (var kind in Image.Kinds)
        {
            foreach (var field in store.Schema(kind).All)
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"field {kind} {field.Slot} {field.Name} {field.Type} {field.Unique} {field.Archived} {field.Options.Count}"
                );
            foreach (var record in store.All(kind))
            {
                text.Append(CultureInfo.InvariantCulture, $"{record.Id} {record.CreatedMs} {record.ModifiedMs} {record.ArchivedMs}");
                foreach (var field in store.Schema(kind).All.Where(f => f.Stored && record.Get(f) is not null))
                {
                    text.Append(CultureInfo.InvariantCulture, $" {field.Name}={record.Get(field)}@{record.ChangedAt(field):O}");
                    if (field.Unique && !record.Archived)
                        text.Append(CultureInfo.InvariantCulture, $"→{store.FindBy(field, record.Get(field)!)?.Id}");
                }
                text.AppendLine();
            }
            text.AppendLine(CultureInfo.InvariantCulture, $"living {store.CountLiving(kind)}");
        }
        foreach (var link in store.AllLinks())
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"link {link.Id} {link.From} {link.To} {link.Primary} {link.Role} {link.CreatedMs} {link.ModifiedMs} {string.Join(';', link.Labels)}"
            );
        Team[] noTeams = [];
        foreach (var owner in store.Owners)
            text.AppendLine(CultureInfo.InvariantCulture, $"{owner with { Teams = noTeams }} {string.Join(',', owner.Teams)}");
        return text.ToString();
    }
}
