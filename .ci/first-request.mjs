// The first request of the README, asked of a running demo: it must answer what the README says.
const address = process.argv[2]
const page = await (await fetch(`${address}/v1/register/collections?query=`)).json()
console.log(JSON.stringify(page).slice(0, 600))
