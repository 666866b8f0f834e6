using Entente.Crm;
using Entente.Pipeline.Rules;

namespace Entente.Pipeline.Apply;

/// <summary>Keeps the opportunities in step with the CRM's deals, inside the commit that moves the cursor.</summary>
internal sealed class DealBinding(ApplyDeals apply, CrmApi crm) : ICrmBinding
{
    public async Task Apply(IReadOnlyList<CrmDeal> deals, CancellationToken ct)
    {
        foreach (var connection in deals.GroupBy(d => d.Connection))
        {
            var owners = (await crm.Owners(connection.Key, ct)).ToDictionary(o => o.Id, o => o.Name);
            var reading = new DealReading(await crm.Stages(connection.Key, ct), owners);
            await apply.Stage(connection.Key, [.. connection.Select(reading.Read)], ct);
        }
    }
}
