// No Go is here. A module of its own keeps what npm installs here out of ./... of the module above.
module __MODULE__/deploy

go __GO__
