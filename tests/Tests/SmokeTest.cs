namespace Entente.Tests; public sealed class SmokeTest { [Xunit.Fact] public void Arithmetic_holds() { Xunit.Assert.Equal(4, 2 + 2); } }
