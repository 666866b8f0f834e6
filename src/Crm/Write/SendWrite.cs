using Entente.Platform.Jobs;

namespace Entente.Crm.Write;

/// <summary>Sends one journalled write-back.</summary>
[JobName("crm.write")]
internal sealed record SendWrite(CrmWriteId Write);
