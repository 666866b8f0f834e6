using Entente.Platform;

namespace Entente.Crm;

/// <summary>The port to the vendor's CRM; so far only its ids.</summary>
public sealed class CrmModule : Module;
